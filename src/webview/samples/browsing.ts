import type { SampleFilter, SampleSet } from '../../core/samples';
import type { Result } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';
import { LatestCall } from '../store/latestCall';
import type { Caller } from './caller';
import type { GalleryList } from './gallery';

/** Which images are wanted. */
export interface Query {
  readonly set: SampleSet;
  readonly filter: SampleFilter;
}

/** The images that pass a filter, and how many of the set were read. */
export interface Browsed extends Query, Result<LabContract, 'browse'> {
  /** Equal for equal queries. */
  readonly key: string;
}

/** Keeps the list of images that a query finds, and finds it anew when that is asked for. */
export class Browsing {
  private list: Browsed | undefined;
  private galleryList: GalleryList | undefined;
  private query: Query | undefined;
  private mistakesOfList: Promise<Int32Array> | undefined;
  private readonly latest: LatestCall<Query, Result<LabContract, 'browse'>>;

  /** `accept` hears of every list, and whether it is of another query than the one before; `failed` why there is none. */
  constructor(
    private readonly caller: Caller,
    private readonly accept: (list: Browsed, isOther: boolean) => void,
    failed: (error: unknown) => void,
  ) {
    this.latest = new LatestCall(
      (query) => this.caller.call('browse', query),
      (result, query) => this.deliver(result, query),
      failed,
    );
  }

  /** The newest list; while that of another query is on its way, still the one before. */
  get value(): Browsed | undefined {
    return this.list;
  }

  /** The newest list, as a gallery shows it: the same object until another image is in it. */
  get gallery(): GalleryList | undefined {
    return this.galleryList;
  }

  show(query: Query): void {
    this.query = query;
    this.latest.request(query);
  }

  /** Finds the same images anew: what was read in them may have changed. */
  renew(): void {
    if (this.query) this.latest.request(this.query);
  }

  /** Those of the list's images that are read wrongly, by index. */
  mistakes({ set, filter }: Browsed): Promise<Int32Array> {
    this.mistakesOfList ??= this.caller.call('browse', { set, filter: { ...filter, onlyMistakes: true, order: 'index' } }).then(({ indices }) => indices);
    return this.mistakesOfList;
  }

  private deliver(result: Result<LabContract, 'browse'>, query: Query): void {
    const before = this.list;
    const key = keyOf(query);
    const { set, filter } = query;
    const { indices } = result;
    const isOther = before?.key !== key;
    this.mistakesOfList = undefined;
    this.list = { ...result, set, filter, key };
    if (isOther || !isEqual(before.indices, indices)) this.galleryList = { key, set, indices, isByIndex: filter.order === 'index' };
    this.accept(this.list, isOther);
  }
}

export function keyOf({ set, filter: { label, prediction, onlyMistakes, order } }: Query): string {
  return [set, label, prediction, onlyMistakes, order].join(' ');
}

function isEqual(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((index, position) => index === other[position]);
}
