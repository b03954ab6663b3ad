import '@vscode-elements/elements/dist/vscode-button/index.js';
import './gallery';
import './goToBox';
import './pickedImage';
import './readingsLine';
import './sampleFilter';
import './setPills';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { mnist } from '../../core/dataset';
import { mostProbable } from '../../core/metrics';
import { sampleSets, type SampleFilter, type SampleSet } from '../../core/samples';
import type { Destination, LabState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { Browsing, keyOf, type Browsed, type Query } from './browsing';
import { everything, isEverything } from './everything';
import type { Gallery, GalleryList } from './gallery';
import type { ScrollAnchor } from './galleryLayout';
import { readIndex } from './goToIndex';
import { Inspecting, type Inspection } from './inspecting';
import { neighbour } from './neighbour';
import { nextMistake } from './nextMistake';
import type { Notice } from './notice';
import type { ImageAction, PickedImage } from './pickedImage';
import { SampleImages } from './sampleImages';
import { actionOfKey, isTyping } from './sampleKeys';
import { keptSamples, type InspectorState, type SamplesState } from './samplesState';
import { samplesStyles } from './samplesStyles';
import { setCounts } from './setCounts';
import { describeImage, describeNothing, describeReadings, describeShown, setNames } from './words';

const top: ScrollAnchor = { position: 0, offset: 0 };

/** The tab Samples: a gallery of all images, and the picked one large beside it. */
@customElement('mnist-samples-tab')
export class SamplesTab extends LabElement {
  static override styles = [sharedStyles, samplesStyles];

  /** Where the lab was sent to last, where that was this tab. */
  @property({ attribute: false }) accessor destination: Destination | undefined;

  @state() private accessor kept: SamplesState = keptSamples.read();
  @state() private accessor notice: Notice | undefined;
  @state() private accessor typedIsWrong = false;
  @query('mnist-gallery') private accessor gallery!: Gallery | null;
  @query('mnist-picked-image') private accessor pickedImage!: PickedImage;

  private readonly browsing = new Browsing(
    this,
    (list, isOther) => this.accept(list, isOther),
    (error) => this.fail(error),
  );
  private readonly inspecting = new Inspecting(this, (error) => this.fail(error));
  private readonly images = new SampleImages(
    { call: (name, params) => this.store.client.call(name, params) },
    () => this.gallery?.draw(),
    (error) => this.fail(error),
  );
  private shown: GalleryList | undefined;
  /** The index to pick as soon as the list is there. */
  private wanted: number | undefined;
  private digitCount: number | undefined;
  /** Readings changed while the tab was out of sight. */
  private isBehind = false;
  private forgetReadings: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forgetReadings = this.store.onReadingsChanged((set) => this.followReadings(set));
    document.addEventListener('keydown', this.pressKey);
    this.browsing.show(this.kept);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forgetReadings?.();
    document.removeEventListener('keydown', this.pressKey);
  }

  override render(): TemplateResult {
    const { state: lab, kept, shown } = this;
    const list = this.browsing.value;
    if (!lab || !list || !shown) return html`<div class="parts"><div class="browse">${this.renderNotice()}<p class="secondary">Loading the images.</p></div></div>`;
    const { inspection } = this;
    const isEmpty = list.indices.length === 0;
    const isRead = list.unread < list.count || (lab.weights !== undefined && kept.set !== 'test');
    const beside = (step: 1 | -1) => this.picked !== undefined && neighbour(list.indices, this.picked, step) !== undefined;
    return html`<div class="parts">
        <div class="browse">
          <div class="top">
            <mnist-set-pills .counts=${setCounts(lab)} .chosen=${kept.set} @set=${({ detail }: CustomEvent<SampleSet>) => this.show({ ...kept, set: detail })}></mnist-set-pills>
            <mnist-go-to-box .index=${this.picked} .isWrong=${this.typedIsWrong} @go=${({ detail }: CustomEvent<string>) => this.goTo(detail, lab)}></mnist-go-to-box>
          </div>
          <mnist-sample-filter
            .filter=${kept.filter}
            .isRead=${isRead}
            .why=${describeReadings(kept.set, lab, list)}
            .shown=${describeShown(list.indices.length, list.count)}
            @filter=${({ detail }: CustomEvent<SampleFilter>) => this.changeFilter(detail)}
          ></mnist-sample-filter>
          <mnist-readings-line .store=${this.store} .active=${this.active} .set=${kept.set} .counts=${list}></mnist-readings-line>
          ${this.renderNotice()} ${isEmpty ? this.renderEmpty(list) : nothing}
          <mnist-gallery
            ?hidden=${isEmpty}
            .images=${this.images}
            .list=${shown}
            .picked=${kept.places[list.set]?.picked}
            .anchor=${kept.places[list.set]?.anchor ?? top}
            @pick=${({ detail }: CustomEvent<number>) => this.choose(detail)}
            @open=${() => this.pickedImage.focus()}
            @rest=${({ detail }: CustomEvent<ScrollAnchor>) => this.keepAnchor(detail)}
          ></mnist-gallery>
        </div>
        <mnist-picked-image
          role="region"
          aria-label="Picked image"
          .store=${this.store}
          .active=${this.active}
          .inspection=${inspection}
          .settings=${kept.inspector}
          .hasPrevious=${beside(-1)}
          .hasNext=${beside(1)}
          @act=${({ detail }: CustomEvent<ImageAction>) => void this.act(detail)}
          @settings=${({ detail }: CustomEvent<InspectorState>) => this.keep({ inspector: detail })}
          @keydown=${(event: KeyboardEvent) => this.leave(event)}
        ></mnist-picked-image>
      </div>
      <div class="screen-reader" role="status">${inspection ? describeInspection(inspection) : nothing}</div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('destination') && this.destination?.samples) this.follow(this.destination.samples);
    if (changed.has('active') && this.isBehind) {
      this.isBehind = false;
      this.browsing.renew();
    }
    this.followDigits();
    const { set } = this.kept;
    if (this.state) this.inspecting.show(this.picked === undefined ? undefined : { set, index: this.picked });
  }

  private get picked(): number | undefined {
    return this.kept.places[this.kept.set]?.picked;
  }

  /** What is known of the picked image; while it is on its way, of the one before. */
  private get inspection(): Inspection | undefined {
    return this.inspecting.value;
  }

  private renderNotice(): TemplateResult {
    const { notice } = this;
    const act = (event: Event) => {
      event.preventDefault();
      notice?.action?.act();
    };
    return html`<div role="status" class=${notice ? 'notice' : ''}>${notice ? html`${notice.sentence} ${notice.action ? html`<a href="#" @click=${act}>${notice.action.name}</a>` : nothing}` : nothing}</div>`;
  }

  private renderEmpty(list: Browsed): TemplateResult {
    const button =
      list.set === 'digits' && list.count === 0
        ? html`<vscode-button icon="edit" @click=${() => this.navigate({ tab: 'draw' })}>Draw a Digit</vscode-button>`
        : html`<vscode-button secondary @click=${() => this.changeFilter(everything)}>Clear Filter</vscode-button>`;
    return html`<div class="empty"><p>${describeNothing(list.set, list.filter, list)}</p>${button}</div>`;
  }

  private follow({ set, filter = everything, index }: NonNullable<Destination['samples']>): void {
    this.resetAnchors();
    this.show({ set, filter }, index);
  }

  /** Shows a list, and picks an image of it where one is wanted. */
  private show({ set, filter }: Query, wanted?: number): void {
    this.notice = undefined;
    this.typedIsWrong = false;
    this.wanted = wanted;
    this.keep({ set, filter });
    this.browsing.show({ set, filter });
  }

  private changeFilter(filter: SampleFilter, wanted?: number): void {
    this.resetAnchors();
    this.show({ set: this.kept.set, filter }, wanted);
  }

  private accept(list: Browsed, isOther: boolean): void {
    if (list.key !== keyOf(this.kept)) return;
    const { set, key, indices, filter } = list;
    if (isOther || this.shown?.indices !== indices) this.shown = { set, key, indices, isByIndex: filter.order === 'index' };
    const { wanted, picked } = this;
    this.wanted = undefined;
    const [first] = indices;
    if (wanted !== undefined) void this.find(wanted, list);
    else if (picked === undefined && first !== undefined) this.pick(first);
    else if (picked !== undefined && isOther && this.anchor.position === 0) this.reveal(picked);
  }

  /** Picks an image of a list, or says where it is instead. */
  private async find(index: number, { set, filter, indices }: Browsed): Promise<void> {
    if (indices.includes(index)) {
      this.pick(index);
      this.reveal(index);
      return;
    }
    const all = isEverything(filter) ? indices : (await this.ask('browse', { set, filter: everything }))?.indices;
    if (!all) return;
    const name = `${setNames[set].one} #${index}`;
    const other = set === 'train' ? 'validation' : set === 'validation' ? 'train' : undefined;
    if (all.includes(index)) {
      this.notice = { sentence: `${name} is hidden by the filter.`, action: { name: 'Clear filter', act: () => this.changeFilter(everything, index) } };
    } else if (other && index < mnist.trainCount) {
      this.show({ set: other, filter }, index);
      this.notice = { sentence: `Image ${index} of the train file belongs to ${setNames[other].title}.` };
    } else {
      this.notice = { sentence: `There is no ${name}.` };
    }
  }

  private goTo(typed: string, { digitCount }: LabState): void {
    const found = readIndex(typed, this.kept.set, digitCount);
    const list = this.browsing.value;
    this.typedIsWrong = found.kind === 'problem';
    this.notice = found.kind === 'problem' ? { sentence: found.sentence } : undefined;
    if (found.kind === 'index' && list) void this.find(found.index, list);
  }

  /** Picks what a person chose. */
  private choose(index: number): void {
    this.notice = undefined;
    this.typedIsWrong = false;
    this.pick(index);
  }

  private pick(index: number | undefined): void {
    const { set, places } = this.kept;
    this.keep({ places: { ...places, [set]: { anchor: this.anchor, picked: index } } });
  }

  private reveal(index: number): void {
    void this.updateComplete.then(() => this.gallery?.updateComplete).then(() => this.gallery?.reveal(index));
  }

  private async act(action: ImageAction): Promise<void> {
    const { inspection } = this;
    switch (action) {
      case 'previous':
        this.step(-1);
        break;
      case 'next':
        this.step(1);
        break;
      case 'previousMistake':
        await this.stepToMistake(-1);
        break;
      case 'nextMistake':
        await this.stepToMistake(1);
        break;
      case 'draw':
        if (inspection) this.navigate({ tab: 'draw', draw: { set: inspection.set, index: inspection.index } });
        break;
      case 'remove':
        if (inspection) await this.removeDigit(inspection);
        break;
    }
  }

  private step(step: 1 | -1): void {
    const list = this.browsing.value;
    const next = list && this.picked !== undefined ? neighbour(list.indices, this.picked, step) : undefined;
    if (next === undefined) return;
    this.choose(next);
    this.reveal(next);
  }

  private async stepToMistake(step: 1 | -1): Promise<void> {
    const list = this.browsing.value;
    if (!list) return;
    try {
      const mistakes = await this.browsing.mistakes(list);
      const next = nextMistake(list.indices, mistakes, this.picked ?? -1, step);
      if (next === undefined) {
        this.notice = { sentence: list.unread === list.count ? `No mistakes are known: ${describeNothing(list.set, { ...everything, onlyMistakes: true }, list)}` : 'There is no other mistake among these images.' };
      } else {
        this.choose(next);
        this.reveal(next);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Removes a digit of the user's, and offers to take that back: it then comes last. */
  private async removeDigit({ index, label, image }: Inspection): Promise<void> {
    const found = await this.ask('digitStrokes', { index });
    if (!found || (await this.ask('removeDigit', { index })) === undefined) return;
    const restore = async () => {
      const added = await this.ask('addDigit', { ...found, image, label });
      if (added) this.show({ set: 'digits', filter: everything }, added.index);
    };
    this.notice = { sentence: `${setNames.digits.one} #${index}, a ${label}, is removed.`, action: { name: 'Undo', act: () => void restore() } };
  }

  private followReadings(set: SampleSet): void {
    this.images.expireReadings(set);
    if (set !== this.kept.set) return;
    if (this.active) this.browsing.renew();
    else this.isBehind = true;
  }

  /** Where one of the user's digits went, those after it have other indices. */
  private followDigits(): void {
    const { state: lab, digitCount } = this;
    if (!lab || lab.digitCount === digitCount) return;
    this.digitCount = lab.digitCount;
    if (digitCount !== undefined) this.images.forgetDigits();
    if (this.kept.set !== 'digits') return;
    if (this.picked !== undefined && this.picked >= lab.digitCount) this.pick(lab.digitCount > 0 ? lab.digitCount - 1 : undefined);
    this.browsing.renew();
    this.inspecting.renew();
  }

  private get anchor(): ScrollAnchor {
    return this.kept.places[this.kept.set]?.anchor ?? top;
  }

  private keepAnchor(anchor: ScrollAnchor): void {
    const { set, places } = this.kept;
    // A gallery that still shows another list tells of that one.
    if (this.shown?.key === keyOf(this.kept)) this.keep({ places: { ...places, [set]: { anchor, picked: this.picked } } });
  }

  private resetAnchors(): void {
    const places: SamplesState['places'] = {};
    for (const set of sampleSets) places[set] = { anchor: top, picked: this.kept.places[set]?.picked };
    this.keep({ places });
  }

  private keep(changes: Partial<SamplesState>): void {
    this.kept = { ...this.kept, ...changes };
    keptSamples.write(this.kept);
  }

  private fail(error: unknown): void {
    const retry = () => {
      this.notice = undefined;
      this.images.retry();
      this.browsing.renew();
      this.inspecting.renew();
    };
    this.notice = { sentence: error instanceof Error ? error.message : String(error), action: { name: 'Try Again', act: retry } };
  }

  private readonly pressKey = (event: KeyboardEvent): void => {
    const action = actionOfKey(event);
    if (!action || !this.active || isTyping(event)) return;
    event.preventDefault();
    void this.act(action);
  };

  /** Escape leads from the picked image back to the gallery. */
  private leave(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !isTyping(event)) this.gallery?.focus();
  }
}

/** What a screen reader says of the picked image. */
function describeInspection({ set, index, label, reading }: Inspection): string {
  return describeImage(set, index, { label, predicted: reading ? mostProbable(reading.probabilities) : undefined });
}
