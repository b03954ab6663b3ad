import type { LayerList } from '../layers';
import { models, type ModelId } from '../models';
import type { StateDict } from '../stateDict';
import { UserError } from '../userError';
import { findMisfits, matchTensors, type Match } from './matchTensors';

/** Which model the tensors of a file are meant to be: what its description says, or what a person says; else it is found out. */
export interface Intent {
  readonly described?: LayerList | undefined;
  readonly model?: ModelId | undefined;
}

interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly layers: LayerList;
}

const catalogue = Object.entries(models).map(([id, { title, layers }]): Candidate => ({ id, title, layers }));
const maxListed = 8;

/** Throws a `UserError` where the tensors fit no model, which lists what does not, or more than one. */
export function fitModel(tensors: StateDict, name: string, { described, model }: Intent): Match {
  const wanted = model === undefined ? described : models[model].layers;
  const matches = matchTensors(tensors, wanted ? [wanted] : catalogue.map(({ layers }) => layers));
  const [match] = matches;
  if (!match) throw misfit(tensors, name, wanted);
  if (matches.length > 1) {
    const fitting = catalogue.filter(({ layers }) => matches.some((each) => each.layers === layers)).map(({ id }) => id);
    throw new UserError('checkpoint-ambiguous', `${name} fits more than one model: ${shortList(fitting)}. Name one with --model.`);
  }
  return match;
}

function misfit(tensors: StateDict, name: string, wanted: LayerList | undefined): UserError {
  const mend = 'Choose another file, or save the weights of a model of this shape.';
  if (wanted) return new UserError('checkpoint-shapes', `${name} does not fit its model: ${shortList(findMisfits(tensors, wanted))}. ${mend}`);
  const candidates = catalogue.map(({ title, layers }) => ({ title, misfits: findMisfits(tensors, layers) }));
  const nearest = candidates.reduce((best, each) => (each.misfits.length < best.misfits.length ? each : best));
  return new UserError('checkpoint-unknown-model', `${name} fits no model. For "${nearest.title}", ${shortList(nearest.misfits)}. ${mend}`);
}

/** `a, b, c`, and how many more there are. */
export function shortList(texts: readonly string[]): string {
  const rest = texts.length - maxListed;
  return `${texts.slice(0, maxListed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
