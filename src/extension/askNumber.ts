import * as vscode from 'vscode';
import type * as v from 'valibot';
import { checkNumber } from '../core/checkNumber';

export interface NumberQuestion {
  readonly title: string;
  /** What the number is called in the sentence that says its limits. */
  readonly name: string;
  readonly prompt: string;
  /** What it is unless another one is typed. */
  readonly value: number;
  readonly schema: v.GenericSchema<unknown, number>;
}

/** Asks for a number within the limits of a schema. Undefined where the user did not want to after all. */
export async function askNumber({ title, name, prompt, value, schema }: NumberQuestion): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value: String(value),
    ignoreFocusOut: true,
    validateInput: (typed) => checkNumber(schema, name, typed).problem,
  });
  if (text === undefined) return undefined;
  const checked = checkNumber(schema, name, text);
  return checked.problem === undefined ? checked.value : undefined;
}
