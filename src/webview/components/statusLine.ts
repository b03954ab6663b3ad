import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeStatus, describeTrained, type RunStatus } from './runStatus';

const icons: Partial<Record<RunStatus['kind'], string>> = { paused: 'debug-pause', finished: 'check', ended: 'circle-slash', interrupted: 'history', elsewhere: 'lock', failed: 'error' };

/** Where the run is, with a progress bar, and what to do next where that needs words. */
@customElement('mnist-status-line')
export class StatusLine extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        column-gap: 8px;
      }
      .title {
        flex: 1 1 auto;
        display: flex;
        align-items: center;
        gap: 6px;
      }
      :host([wide]) .title {
        flex: none;
      }
      .position {
        flex: 1 1 auto;
      }
      vscode-icon {
        color: inherit;
      }
      .finished vscode-icon {
        color: var(--vscode-charts-green);
      }
      .failed vscode-icon {
        color: var(--vscode-errorForeground);
      }
      .bar {
        height: 2px;
        margin: 2px 0 4px;
        overflow: hidden;
        background: var(--line);
      }
      .bar div {
        width: 100%;
        height: 100%;
        background: var(--vscode-progressBar-background);
        transform-origin: left;
      }
      .paused .bar div {
        opacity: 0.6;
      }
      .failed .bar div {
        background: var(--vscode-errorForeground);
      }
      .indeterminate {
        animation: pass 1.5s linear infinite;
      }
      @keyframes pass {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(100%);
        }
      }
      :host-context(.vscode-reduce-motion) .indeterminate {
        animation: none;
        opacity: 0.5;
      }
      @media (prefers-reduced-motion: reduce) {
        .indeterminate {
          animation: none;
          opacity: 0.5;
        }
      }
      :host-context(.vscode-high-contrast) .bar {
        height: 4px;
        margin-top: 0;
        border: 1px solid var(--line);
        background: transparent;
      }
      p {
        margin-top: 4px;
      }
    `,
  ];

  /** All in one line above the bar, with the time that it has trained: there is room for it. */
  @property({ type: Boolean }) accessor wide = false;

  override render(): TemplateResult {
    const { state, wide } = this;
    if (!state) return html``;
    const status = describeStatus(state);
    const { kind, title, share, explanation } = status;
    return html`<div class=${kind}>
      ${wide ? renderWideLine(status, state.run ? describeTrained(state.run) : '') : renderLine(status)} ${renderBar(title, share)}
      ${wide ? nothing : renderDetail(status)} ${explanation === undefined ? nothing : html`<p class="secondary">${explanation}</p>`}
    </div>`;
  }
}

function renderLine(status: RunStatus): TemplateResult {
  return html`<div class="line figures">${renderTitle(status)}<span class="secondary">${status.aside}</span></div>`;
}

function renderWideLine(status: RunStatus, trained: string): TemplateResult {
  const [left, right] = status.detail ?? ['', ''];
  const rest = [right, trained, status.aside].filter((text) => text !== '').join(' · ');
  return html`<div class="line figures">${renderTitle(status)}<span class="position secondary">${left}</span><span class="secondary">${rest}</span></div>`;
}

function renderTitle({ kind, title }: RunStatus): TemplateResult {
  const icon = icons[kind];
  return html`<span class="title">${icon === undefined ? nothing : html`<vscode-icon name=${icon}></vscode-icon>`}${title}</span>`;
}

function renderDetail({ detail }: RunStatus): TemplateResult | typeof nothing {
  return detail ? html`<div class="line secondary figures"><span class="title">${detail[0]}</span><span>${detail[1]}</span></div>` : nothing;
}

function renderBar(title: string, share: number | undefined): TemplateResult {
  if (share === undefined) return html`<div class="bar" role="progressbar" aria-label=${title}><div class="indeterminate"></div></div>`;
  return html`<div class="bar" role="progressbar" aria-label=${title} aria-valuenow=${Math.round(100 * share)}><div .style=${`transform:scaleX(${share})`}></div></div>`;
}
