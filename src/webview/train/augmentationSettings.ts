import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '../components/disclosure';
import './choiceField';
import './numberField';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { augmentationSchema, type Augmentation } from '../../core/augmentation';
import { amountNames, amountTexts, augmentationChoiceIds, augmentationChoiceOf, augmentationChoices, describeAugmentation } from '../../core/augmentationChoices';
import type { Choice } from '../components/choiceList';
import { sharedStyles } from '../theme/styles';
import { settingColumnStyles, settingStyles } from './settingStyles';

const titles = { off: 'Off', light: 'Light', strong: 'Strong', people: 'As people draw' } as const;
const custom = 'custom';
const choices: readonly Choice[] = augmentationChoiceIds.map((value) => ({ value, label: titles[value] }));

/** How images are bent: a strength, and each amount. Sends `augmentation-change` with the augmentation, null for none. */
@customElement('mnist-augmentation-settings')
export class AugmentationSettings extends LitElement {
  static override styles = [sharedStyles, settingStyles, settingColumnStyles];

  @property({ attribute: false }) accessor augmentation: Augmentation | null = null;

  override render(): TemplateResult {
    const { augmentation } = this;
    const shown = augmentationChoiceOf(augmentation) ?? custom;
    return html`
      <mnist-choice-field
        name="Augmentation"
        meaning="How far images are bent, anew each time it learns from them: so it sees more than there are."
        .choices=${shown === custom ? [{ value: custom, label: 'Custom' }, ...choices] : choices}
        value=${shown}
        @choice-change=${({ detail }: CustomEvent<string>) => this.choose(detail)}
      ></mnist-choice-field>
      ${augmentation ? this.renderAmounts(augmentation) : nothing}
    `;
  }

  private renderAmounts(augmentation: Augmentation): TemplateResult {
    return html`<mnist-disclosure heading="Amounts" about=${describeAugmentation(augmentation)}>
      ${amountNames.map(
        (name) =>
          html`<mnist-number-field
            name=${amountTexts[name].title}
            meaning=${amountTexts[name].meaning}
            .value=${augmentation[name]}
            .limits=${augmentationSchema.entries[name]}
            @number-change=${({ detail }: CustomEvent<number>) => this.send({ ...augmentation, [name]: detail })}
          ></mnist-number-field>`,
      )}
      <vscode-checkbox label="Placed as a drawing" .checked=${augmentation.placed} @change=${() => this.send({ ...augmentation, placed: !augmentation.placed })}></vscode-checkbox>
      <span class="hint">Scaled to 20 pixels and centred on its ink, as what is drawn on the pad.</span>
    </mnist-disclosure>`;
  }

  private choose(chosen: string): void {
    const known = augmentationChoiceIds.find((each) => each === chosen);
    if (known) this.send(augmentationChoices[known]);
  }

  private send(augmentation: Augmentation | null): void {
    this.dispatchEvent(new CustomEvent<Augmentation | null>('augmentation-change', { detail: augmentation }));
  }
}
