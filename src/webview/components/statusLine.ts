import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeStatus, type RunStatus } from './runStatus';

const icons: Partial<Record<RunStatus['kind'], string>> = { paused: 'debug-pause', finished: 'check', ended: 'circle-slash', failed: 'error' };

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

  override render(): TemplateResult {
    return this.state ? renderStatus(describeStatus(this.state)) : html``;
  }
}

function renderStatus({ kind, title, aside, share, detail, explanation }: RunStatus): TemplateResult {
  const icon = icons[kind];
  return html`<div class=${kind}>
    <div class="line figures">
      <span class="title">${icon === undefined ? nothing : html`<vscode-icon name=${icon}></vscode-icon>`}${title}</span>
      <span class="secondary">${aside}</span>
    </div>
    ${renderBar(title, share)}
    ${detail ? html`<div class="line secondary figures"><span class="title">${detail[0]}</span><span>${detail[1]}</span></div>` : nothing}
    ${explanation === undefined ? nothing : html`<p class="secondary">${explanation}</p>`}
  </div>`;
}

function renderBar(title: string, share: number | undefined): TemplateResult {
  if (share === undefined) return html`<div class="bar" role="progressbar" aria-label=${title}><div class="indeterminate"></div></div>`;
  return html`<div class="bar" role="progressbar" aria-label=${title} aria-valuenow=${Math.round(100 * share)}><div .style=${`transform:scaleX(${share})`}></div></div>`;
}
