import './goToBox';
import './noticeLine';
import './readingsLine';
import './sampleFilter';
import './setPills';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SampleFilter, SampleSet } from '../../core/samples';
import type { LabState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import type { Browsed, Query } from './browsing';
import { everything, isEverything } from './everything';
import type { Notice } from './noticeLine';
import { sampleChoicesStyles } from './sampleChoicesStyles';
import { setCounts } from './setCounts';
import { describeReadings, describeShown } from './words';

/** What stands over the gallery: which images it shows, who read them, and what there is to say. Tells of another choice by `query`, of a typed index by `go`. */
@customElement('mnist-sample-choices')
export class SampleChoices extends LabElement {
  static override styles = [sharedStyles, sampleChoicesStyles];

  @property({ attribute: false }) accessor query!: Query;
  /** The list that is shown; for a moment it may be that of the query before. */
  @property({ attribute: false }) accessor list!: Browsed;
  @property({ attribute: false }) accessor picked: number | undefined;
  @property({ attribute: false }) accessor notice: Notice | undefined;

  override render(): TemplateResult {
    const { state: lab, query, list, picked } = this;
    if (!lab) return html``;
    const { set, filter } = query;
    return html`
      <div class="row">
        <mnist-set-pills .counts=${setCounts(lab)} .chosen=${set} @set=${({ detail }: CustomEvent<SampleSet>) => this.choose({ set: detail, filter })}></mnist-set-pills>
        <mnist-go-to-box .index=${picked} @go=${({ detail }: CustomEvent<string>) => this.dispatchEvent(new CustomEvent<string>('go', { detail }))}></mnist-go-to-box>
      </div>
      <mnist-sample-filter
        .filter=${filter}
        .isRead=${isRead(lab, list)}
        .why=${describeReadings(set, lab, list)}
        @filter=${({ detail }: CustomEvent<SampleFilter>) => this.choose({ set, filter: detail })}
      ></mnist-sample-filter>
      <div>
        <div class="row said">
          <mnist-readings-line .store=${this.store} .active=${this.active} .set=${list.set} .counts=${list}></mnist-readings-line>
          <span class="shown secondary figures">${describeShown(list.indices.length, list.count)}${isEverything(filter) ? nothing : this.renderClear()}</span>
        </div>
        <mnist-notice-line .notice=${this.notice}></mnist-notice-line>
      </div>
    `;
  }

  private renderClear(): TemplateResult {
    const clear = (event: Event) => {
      event.preventDefault();
      this.choose({ set: this.query.set, filter: everything });
    };
    return html` · <a href="#" @click=${clear}>Clear filter</a>`;
  }

  private choose(query: Query): void {
    this.dispatchEvent(new CustomEvent<Query>('query', { detail: query }));
  }
}

/** Whether anything of a set was read, or will be without being asked for. */
function isRead({ weights }: LabState, { set, count, unread }: Browsed): boolean {
  return unread < count || (weights !== undefined && set !== 'test');
}
