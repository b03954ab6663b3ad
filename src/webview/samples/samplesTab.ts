import './emptyList';
import './gallery';
import './noticeLine';
import './pickedImage';
import './sampleChoices';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SampleSet } from '../../core/samples';
import type { Destination } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { Browsing, keyOf, type Browsed, type Query } from './browsing';
import type { Caller } from './caller';
import { everything, isEverything } from './everything';
import type { Gallery, GalleryList } from './gallery';
import type { ScrollAnchor } from './galleryLayout';
import { readIndex } from './goToIndex';
import { Inspecting, type Inspection } from './inspecting';
import { neighbour } from './neighbour';
import { nextMistake } from './nextMistake';
import type { Notice } from './noticeLine';
import type { ImageAction, PickedImage } from './pickedImage';
import { changePlace, placeOf, scrollToStart } from './places';
import { removeDigit } from './removal';
import { SampleImages } from './sampleImages';
import { actionOfKey, isTyping } from './sampleKeys';
import { keptSamples, type InspectorState, type SamplesState } from './samplesState';
import { samplesStyles } from './samplesStyles';
import { whereIs } from './whereIs';
import { describeInspection, describeNoMistake, setNames } from './words';

/** For so long the list waits for more changes, and leaves the trainer to the tiles in sight. */
const renewMs = 100;

/** The tab Samples: a gallery of all images, and the picked one large beside it. */
@customElement('mnist-samples-tab')
export class SamplesTab extends LabElement {
  static override styles = [sharedStyles, samplesStyles];

  /** Where the lab was sent to last, where that was this tab. */
  @property({ attribute: false }) accessor destination: Destination | undefined;

  @state() private accessor kept: SamplesState = keptSamples.read();
  @state() private accessor notice: Notice | undefined;
  @query('mnist-gallery') private accessor gallery!: Gallery | null;
  @query('mnist-picked-image') private accessor pickedImage!: PickedImage;

  private readonly caller: Caller = { call: (name, params) => this.store.client.call(name, params) };
  private readonly browsing = new Browsing(
    this.caller,
    (list, isOther) => this.accept(list, isOther),
    (error) => this.fail(error),
  );
  private readonly inspecting = new Inspecting(this, (error) => this.fail(error));
  private readonly images = new SampleImages(
    this.caller,
    () => this.gallery?.draw(),
    (error) => this.fail(error),
  );
  /** The index to pick as soon as the list is there. */
  private wanted: number | undefined;
  /** Readings of the shown set changed, and are asked for anew when its list comes. */
  private isBehind = false;
  /** How many digits there were in the list that came last. */
  private listedDigits: number | undefined;
  private forgetReadings: (() => void) | undefined;
  private renewTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forgetReadings = this.store.onReadingsChanged((set) => this.followReadings(set));
    document.addEventListener('keydown', this.pressKey);
    this.browsing.show(this.kept);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forgetReadings?.();
    clearTimeout(this.renewTimer);
    document.removeEventListener('keydown', this.pressKey);
  }

  override render(): TemplateResult {
    const { value: list, gallery } = this.browsing;
    if (!this.state || !list || !gallery) return html`<div class="loading"><mnist-notice-line .notice=${this.notice}></mnist-notice-line><p class="secondary">Loading the images.</p></div>`;
    return html`<div class="parts">
        <div class="browse">${this.renderChoices(list)}${list.indices.length === 0 ? this.renderEmpty(list) : nothing} ${this.renderGallery(gallery)}</div>
        ${this.renderPicked(list)}
      </div>
      <div class="screen-reader" role="status">${this.inspecting.value ? describeInspection(this.inspecting.value) : nothing}</div>`;
  }

  private renderChoices(list: Browsed): TemplateResult {
    return html`<mnist-sample-choices
      .store=${this.store}
      .active=${this.active}
      .query=${this.kept}
      .list=${list}
      .picked=${this.picked}
      .notice=${this.notice}
      @query=${({ detail }: CustomEvent<Query>) => this.show(detail)}
      @go=${({ detail }: CustomEvent<string>) => this.goTo(detail, list)}
    ></mnist-sample-choices>`;
  }

  private renderEmpty(list: Browsed): TemplateResult {
    return html`<mnist-empty-list .list=${list} @draw=${() => this.navigate({ tab: 'draw' })} @clear=${() => this.show({ set: list.set, filter: everything })}></mnist-empty-list>`;
  }

  private renderGallery(list: GalleryList): TemplateResult {
    const { picked, anchor } = placeOf({ ...this.kept, set: list.set });
    return html`<mnist-gallery
      ?hidden=${list.indices.length === 0}
      .images=${this.images}
      .list=${list}
      .picked=${picked}
      .anchor=${anchor}
      @pick=${({ detail }: CustomEvent<number>) => this.choose(detail)}
      @open=${() => this.pickedImage.focus()}
      @rest=${({ detail }: CustomEvent<ScrollAnchor>) => this.keepAnchor(detail)}
    ></mnist-gallery>`;
  }

  private renderPicked({ indices }: Browsed): TemplateResult {
    const { picked } = this;
    const hasNeighbour = (step: 1 | -1) => picked !== undefined && neighbour(indices, picked, step) !== undefined;
    return html`<mnist-picked-image
      role="region"
      aria-label="Picked image"
      .store=${this.store}
      .active=${this.active}
      .inspection=${this.inspecting.value}
      .settings=${this.kept.inspector}
      .hasPrevious=${hasNeighbour(-1)}
      .hasNext=${hasNeighbour(1)}
      @act=${({ detail }: CustomEvent<ImageAction>) => this.act(detail)}
      @settings=${({ detail }: CustomEvent<InspectorState>) => this.keep({ inspector: detail })}
      @keydown=${(event: KeyboardEvent) => this.leave(event)}
    ></mnist-picked-image>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { samples } = this.destination ?? {};
    if (changed.has('destination') && samples) this.show({ set: samples.set, filter: samples.filter ?? everything }, samples.index);
    if (changed.has('active') && this.isBehind) this.browsing.renew();
    this.inspect();
  }

  private inspect(): void {
    const { picked } = this;
    this.inspecting.show(picked === undefined ? undefined : { set: this.kept.set, index: picked });
  }

  private get picked(): number | undefined {
    return placeOf(this.kept).picked;
  }

  /** Shows a list, and picks an image of it where one is wanted. By another filter, all sets begin at their first image. */
  private show({ set, filter }: Query, wanted?: number): void {
    if (keyOf({ set: this.kept.set, filter }) !== keyOf(this.kept)) this.keep(scrollToStart(this.kept));
    this.notice = undefined;
    this.wanted = wanted;
    this.keep({ set, filter });
    this.browsing.show({ set, filter });
  }

  private accept(list: Browsed, isOther: boolean): void {
    this.requestUpdate();
    if (list.key !== keyOf(this.kept)) return;
    const { wanted } = this;
    const { picked, anchor } = placeOf(this.kept);
    const isGone = list.set === 'digits' && picked !== undefined && picked >= list.count;
    this.wanted = undefined;
    if (wanted !== undefined) void this.find(wanted, list);
    else if (picked === undefined || isGone) this.pick(list.indices.at(isGone ? -1 : 0));
    else if (isOther && anchor.position === 0) this.reveal(picked);
    this.forgetOld(list);
  }

  /** What was known of images is forgotten only when there is a list to ask by: the one before may name digits that are gone. */
  private forgetOld({ set, count }: Browsed): void {
    const areOthers = set === 'digits' && count !== this.listedDigits;
    if (set === 'digits') this.listedDigits = count;
    if (areOthers) {
      this.images.forgetDigits();
      this.inspect();
      this.inspecting.renew();
    } else if (this.isBehind) {
      this.images.expireReadings(set);
    }
    this.isBehind = false;
  }

  /** Picks an image of a list, or says where it is instead. */
  private async find(index: number, { set, filter, indices }: Browsed): Promise<void> {
    const isListed = isEverything(filter) || indices.includes(index);
    const all = isListed ? indices : (await this.ask('browse', { set, filter: everything }))?.indices;
    if (!all) return;
    const place = whereIs(index, set, indices, all);
    const name = `${setNames[set].one} #${index}`;
    switch (place.kind) {
      case 'listed':
        this.pick(index);
        this.reveal(index);
        break;
      case 'hidden':
        this.notice = { sentence: `${name} is hidden by the filter.`, action: { name: 'Clear filter', act: () => this.show({ set, filter: everything }, index) } };
        break;
      case 'elsewhere':
        this.show({ set: place.set, filter }, index);
        this.notice = { sentence: `Image ${index} of the train file belongs to ${setNames[place.set].title}, which is shown now.` };
        break;
      case 'nowhere':
        this.notice = { sentence: `There is no image ${name}.` };
        break;
    }
  }

  private goTo(typed: string, list: Browsed): void {
    const found = readIndex(typed, list.set, this.state?.digitCount ?? 0);
    this.notice = found.kind === 'problem' ? { sentence: found.sentence } : undefined;
    if (found.kind === 'index') void this.find(found.index, list);
  }

  /** Picks what a person chose. */
  private choose(index: number): void {
    this.notice = undefined;
    this.pick(index);
    this.reveal(index);
  }

  private pick(index: number | undefined): void {
    this.keep(changePlace(this.kept, { picked: index }));
  }

  private reveal(index: number): void {
    void this.updateComplete.then(() => this.gallery?.updateComplete).then(() => this.gallery?.reveal(index));
  }

  private act(action: ImageAction): void {
    const list = this.browsing.value;
    const inspection = this.inspecting.value;
    if (!list || !inspection) return;
    this.perform(action, list, inspection).catch((error: unknown) => this.fail(error));
  }

  private async perform(action: ImageAction, list: Browsed, inspection: Inspection): Promise<void> {
    switch (action) {
      case 'previous':
        this.step(list, -1);
        break;
      case 'next':
        this.step(list, 1);
        break;
      case 'previousMistake':
        await this.stepToMistake(list, -1);
        break;
      case 'nextMistake':
        await this.stepToMistake(list, 1);
        break;
      case 'draw':
        this.navigate({ tab: 'draw', draw: { set: inspection.set, index: inspection.index } });
        break;
      case 'remove':
        await this.removeDigit(inspection);
        break;
    }
  }

  private step({ indices }: Browsed, step: 1 | -1): void {
    const next = this.picked === undefined ? undefined : neighbour(indices, this.picked, step);
    if (next !== undefined) this.choose(next);
  }

  private async stepToMistake(list: Browsed, step: 1 | -1): Promise<void> {
    const mistakes = await this.browsing.mistakes(list);
    const next = nextMistake(list.indices, mistakes, this.picked ?? -1, step);
    if (next === undefined) this.notice = { sentence: describeNoMistake(list) };
    else this.choose(next);
  }

  private async removeDigit(digit: Inspection): Promise<void> {
    const restore = await removeDigit(this.caller, digit);
    const undo = () => {
      restore().then(
        (index) => this.show({ set: 'digits', filter: everything }, index),
        (error: unknown) => this.fail(error),
      );
    };
    this.notice = { sentence: `${setNames.digits.one} #${digit.index}, a ${digit.label}, is removed.`, action: { name: 'Undo', act: undo } };
  }

  private followReadings(set: SampleSet): void {
    const isShown = set === this.kept.set;
    // Digits that come and go out of sight may be others and as many.
    if (set === 'digits' && !(isShown && this.active)) this.listedDigits = undefined;
    if (!isShown) return this.images.expireReadings(set);
    this.isBehind = true;
    if (!this.active) return;
    if (set === 'digits') return this.browsing.renew();
    // What is in sight does not wait for the list. Only digits do: the list before may name some that are gone.
    this.isBehind = false;
    this.images.renewReadings(set);
    clearTimeout(this.renewTimer);
    this.renewTimer = setTimeout(() => this.browsing.renew(), renewMs);
  }

  private keepAnchor(anchor: ScrollAnchor): void {
    // A gallery that still shows another list tells of that one.
    if (this.browsing.gallery?.key === keyOf(this.kept)) this.keep(changePlace(this.kept, { anchor }));
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
    this.act(action);
  };

  /** Escape leads from the picked image back to the gallery. */
  private leave(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !isTyping(event)) this.gallery?.focus();
  }
}
