import { html, type TemplateResult } from 'lit';
import type { EngineChoice } from '../../protocol/schemas';
import { firstSentence } from '../components/firstSentence';
import type { SettingText } from './describeConfiguration';

/** A setting that cannot be changed here. */
export function renderSetting({ name, value, meaning }: SettingText): TemplateResult {
  return html`<div class="setting">
    <span>${name}</span><span class="value">${value}</span>
    <span class="hint">${meaning}</span>
  </div>`;
}

/** The engine, why it and not the other, and the way to another. */
export function renderEngine({ id, description, reason }: EngineChoice, select: () => void): TemplateResult {
  return html`<div class="setting">
    <span>Engine</span><span class="value">${id}</span>
    <span class="hint" title=${reason}>Where the arithmetic happens: ${description}; ${firstSentence(reason)} <button class="link" @click=${select}>Select Engine</button></span>
  </div>`;
}
