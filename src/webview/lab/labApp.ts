import '../components/epochAnnouncer';
import '../components/runButtons';
import '../draw/drawTab';
import '../evaluate/evaluateTab';
import '../samples/samplesTab';
import '../train/trainTab';
import './timeTravel';
import './weightsPicker';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as v from 'valibot';
import type { Destination, Tab } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { keptState } from '../store/vscodeApi';
import { sharedStyles } from '../theme/styles';

const tabs: readonly { readonly id: Tab; readonly label: string }[] = [
  { id: 'train', label: 'Train' },
  { id: 'samples', label: 'Samples' },
  { id: 'draw', label: 'Draw' },
  { id: 'evaluate', label: 'Evaluate' },
];

const keptTab = keptState('tab', v.picklist(['train', 'samples', 'draw', 'evaluate']), 'train');

/** The lab: tabs on the left, on the right of them the run and the weights that every tab reads, and below the tab's page. */
@customElement('mnist-lab')
export class LabApp extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100vh;
        container-type: inline-size;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        flex-wrap: wrap;
      }
      [role='tablist'] {
        display: flex;
        gap: 4px;
        margin-inline: -8px auto;
      }
      [role='tab'] {
        height: 26px;
        padding: 0 8px;
        border: 1px solid transparent;
        border-radius: var(--vscode-cornerRadius-small, 4px);
        background: transparent;
        color: var(--vscode-descriptionForeground);
        font: inherit;
        cursor: pointer;
      }
      [role='tab']:hover {
        color: var(--vscode-foreground);
      }
      [role='tab'][aria-selected='true'] {
        color: var(--vscode-list-inactiveSelectionForeground, var(--vscode-foreground));
        background: var(--vscode-list-inactiveSelectionBackground);
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
      [role='tabpanel'] {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .error {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--vscode-inputValidation-errorBorder, var(--line));
        background: var(--vscode-inputValidation-errorBackground);
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
      }
      .error span {
        flex: 1;
      }
    `,
  ];

  @state() private accessor tab: Tab = keptTab.read();
  @state() private accessor problem: string | undefined;
  /** Tabs that were in sight once stay, with where they were scrolled and what was typed. */
  private readonly visited = new Set<Tab>([this.tab]);
  private destination: Destination | undefined;

  goTo(destination: Destination): void {
    this.destination = destination;
    this.showTab(destination.tab);
    this.requestUpdate();
  }

  showError(message: string): void {
    this.problem = message;
  }

  override render(): TemplateResult {
    return html`
      <header>
        <div role="tablist" aria-label="MNIST Lab" @keydown=${(event: KeyboardEvent) => this.moveTab(event)}>${tabs.map(({ id, label }) => this.renderTab(id, label))}</div>
        <mnist-weights-picker .store=${this.store}></mnist-weights-picker>
        <mnist-run-buttons .store=${this.store}></mnist-run-buttons>
      </header>
      <mnist-time-travel .store=${this.store} .active=${this.tab !== 'train'}></mnist-time-travel>
      ${this.problem === undefined ? nothing : this.renderProblem(this.problem)}
      ${tabs.map(({ id }) => (this.visited.has(id) ? this.renderPanel(id) : nothing))}
      <mnist-epoch-announcer .store=${this.store}></mnist-epoch-announcer>
    `;
  }

  private renderTab(id: Tab, label: string): TemplateResult {
    const isSelected = id === this.tab;
    return html`<button role="tab" id="tab-${id}" aria-controls="panel-${id}" aria-selected=${isSelected} tabindex=${isSelected ? 0 : -1} @click=${() => this.showTab(id)}>
      ${label}
    </button>`;
  }

  private renderPanel(id: Tab): TemplateResult {
    const isActive = id === this.tab;
    return html`<div role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}" ?hidden=${!isActive}>${this.renderPage(id, isActive)}</div>`;
  }

  private renderPage(id: Tab, isActive: boolean): TemplateResult {
    const destination = this.destination?.tab === id ? this.destination : undefined;
    switch (id) {
      case 'train':
        return html`<mnist-train-tab .store=${this.store} .active=${isActive} .destination=${destination}></mnist-train-tab>`;
      case 'samples':
        return html`<mnist-samples-tab .store=${this.store} .active=${isActive} .destination=${destination}></mnist-samples-tab>`;
      case 'draw':
        return html`<mnist-draw-tab .store=${this.store} .active=${isActive} .destination=${destination}></mnist-draw-tab>`;
      case 'evaluate':
        return html`<mnist-evaluate-tab .store=${this.store} .active=${isActive}></mnist-evaluate-tab>`;
    }
  }

  private renderProblem(problem: string): TemplateResult {
    return html`<div class="error" role="alert">
      <span>${problem}</span>
      <a href="#" @click=${() => void this.ask('showLog', null)}>Show Log</a>
      <button class="icon" title="Dismiss" aria-label="Dismiss" @click=${() => (this.problem = undefined)}><vscode-icon name="close"></vscode-icon></button>
    </div>`;
  }

  private showTab(tab: Tab): void {
    this.tab = tab;
    this.visited.add(tab);
    keptTab.write(tab);
  }

  /** Left, right, Home and End, as the ARIA pattern of tabs has it. */
  private moveTab(event: KeyboardEvent): void {
    const index = tabs.findIndex(({ id }) => id === this.tab);
    const next = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = next === undefined ? undefined : tabs[(next + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    this.showTab(tab.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus());
  }
}
