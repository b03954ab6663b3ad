import { noAugmentation, type Augmentation } from './augmentation';

/** The strengths of augmentation that a person can choose; every amount can be set alone too. */
export const augmentationChoices = {
  off: null,
  light: { ...noAugmentation, shift: 1, rotation: 8, scale: 0.08, shear: 8 },
  strong: { ...noAugmentation, shift: 1.5, rotation: 10, scale: 0.1, shear: 10, thickness: 0.3, elastic: 1.5 },
  /** As what people draw on a pad differs from MNIST. */
  people: { ...noAugmentation, shift: 0.7, rotation: 12, scale: 0.3, shear: 20, thickness: 0.8, elastic: 3, written: 0.3, placed: true },
} as const satisfies Record<string, Augmentation | null>;

export type AugmentationChoiceId = keyof typeof augmentationChoices;
export const augmentationChoiceIds = Object.keys(augmentationChoices) as AugmentationChoiceId[];

/** Which of the choices an augmentation is; `undefined` for other amounts. */
export function augmentationChoiceOf(augmentation: Augmentation | null): AugmentationChoiceId | undefined {
  const text = JSON.stringify(augmentation);
  return augmentationChoiceIds.find((id) => JSON.stringify(augmentationChoices[id]) === text);
}

/** An amount of an augmentation: what it is called, its unit, and what it does to a digit. */
export interface AmountText {
  readonly title: string;
  /** Behind the number; "" where the number is a share. */
  readonly unit: string;
  readonly meaning: string;
}

/** All but `placed`, which is no amount. */
export type AmountName = Exclude<keyof Augmentation, 'placed'>;

export const amountTexts: Readonly<Record<AmountName, AmountText>> = {
  shift: { title: 'Shift', unit: 'px', meaning: 'Pixels to any side.' },
  rotation: { title: 'Rotation', unit: '°', meaning: 'Degrees to the left or right.' },
  scale: { title: 'Scale', unit: '', meaning: 'Part of its size: 0.1 is up to 10 % larger or smaller.' },
  shear: { title: 'Shear', unit: '°', meaning: 'Degrees that upright lines lean.' },
  thickness: { title: 'Thickness', unit: 'px', meaning: 'Pixels that strokes become thicker or thinner.' },
  elastic: { title: 'Elastic', unit: 'px', meaning: 'Pixels that parts of it are moved, each its own way.' },
  written: { title: 'Written anew', unit: '', meaning: 'Part of the digits that are replaced by one written with a pen, as people do in many countries.' },
};
export const amountNames = Object.keys(amountTexts) as AmountName[];

/** The amounts that are not 0: `shift 1 px, rotation 8°, scale 0.08`; `none` where all are. */
export function describeAugmentation(augmentation: Augmentation): string {
  const parts = amountNames.filter((name) => augmentation[name] > 0).map((name) => `${name} ${augmentation[name]}${amountTexts[name].unit === 'px' ? ' px' : amountTexts[name].unit}`);
  if (augmentation.placed) parts.push('placed as a drawing');
  return parts.length === 0 ? 'none' : parts.join(', ');
}
