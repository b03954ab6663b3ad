import { html, type TemplateResult } from 'lit';
import type { RateSearch } from '../../core/learningRateFinder';
import { formatRate } from './rateLines';

/** The steps of a search as a table, the smallest rate first. */
export function renderRateTable({ learningRates, losses, smoothed }: RateSearch): TemplateResult {
  return html`<table>
    <caption class="screen-reader">
      Loss by learning rate
    </caption>
    <thead>
      <tr>
        <th scope="col">Rate</th>
        <th scope="col">Loss</th>
        <th scope="col">Smoothed</th>
      </tr>
    </thead>
    <tbody>
      ${learningRates.map(
        (rate, step) => html`<tr>
          <th scope="row">${formatRate(rate)}</th>
          <td>${losses[step]?.toFixed(4)}</td>
          <td>${smoothed[step]?.toFixed(4)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
