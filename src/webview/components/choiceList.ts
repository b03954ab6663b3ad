import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

/** Of an open list with a description below it, about. */
const openHeight = 260;

/** One of the things to choose from; the open list shows the description of the one that is hovered over. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

/** A list to choose from, which opens. `label` is its name for a screen reader. */
export function renderChoiceList(label: string, choices: readonly Choice[], shown: string, choose: (value: string) => void): TemplateResult {
  // The element's own value is compared, since it shows what was picked although the extension may have refused it.
  return html`<vscode-single-select
    label=${label}
    .value=${live(shown)}
    @pointerdown=${turnToRoom}
    @keydown=${turnToRoom}
    @change=${(event: Event) => choose(valueOf(event))}
  >
    ${choices.map(({ value, label: text, description }) => html`<vscode-option value=${value} description=${ifDefined(description)} ?selected=${value === shown}>${text}</vscode-option>`)}
  </vscode-single-select>`;
}

/** The list opens at a fixed place of the page: above where there is no room for it below. */
function turnToRoom({ currentTarget: select }: Event): void {
  if (!(select instanceof HTMLElement) || !('position' in select) || ('open' in select && select.open === true)) return;
  const { top, bottom } = select.getBoundingClientRect();
  select.position = bottom + openHeight > window.innerHeight && top > openHeight ? 'above' : 'below';
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
