import * as vscode from 'vscode';
import { parseSetting, type SettingName, type SettingValue } from '../core/settings';

/** The value of `mnist.<name>`. Throws a `UserError` that names it where its value cannot be. */
export function readSetting<Name extends SettingName>(name: Name): SettingValue<Name> {
  return parseSetting(name, vscode.workspace.getConfiguration('mnist').get(name));
}

/** Sets `mnist.<name>` for this user. */
export async function writeSetting<Name extends SettingName>(name: Name, value: SettingValue<Name>): Promise<void> {
  await vscode.workspace.getConfiguration('mnist').update(name, value, vscode.ConfigurationTarget.Global);
}
