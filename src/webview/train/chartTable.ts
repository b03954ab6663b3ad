import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../core/formatCount';
import type { EpochRecord } from '../../core/formats/history';
import type { Metric } from './metric';

/** More rows nobody reads, and they would slow the page; the CSV has all. */
const mostRows = 1000;

/** The epochs of a chart as a table, newest first. */
export function renderChartTable({ title, trainKey, validationKey }: Metric, history: readonly EpochRecord[]): TemplateResult {
  if (history.length === 0) return html`<p class="secondary">Nothing measured yet: each epoch adds a row.</p>`;
  return html`
    <table>
      <caption class="screen-reader">
        ${title}, by epoch
      </caption>
      <thead>
        <tr>
          <th scope="col">Epoch</th>
          <th scope="col">Train</th>
          <th scope="col">Validation</th>
        </tr>
      </thead>
      <tbody>
        ${history
          .slice(-mostRows)
          .toReversed()
          .map(
            (record) => html`<tr>
              <th scope="row">${record.epoch}</th>
              <td>${record[trainKey]?.toFixed(4) ?? '–'}</td>
              <td>${record[validationKey].toFixed(4)}</td>
            </tr>`,
          )}
      </tbody>
    </table>
    ${history.length > mostRows ? html`<p class="hint">The newest ${formatCount(mostRows)} of ${formatCount(history.length)} rows; the history saved as CSV has all.</p>` : nothing}
  `;
}
