import { mnist } from '../../core/dataset';
import { pixelCount } from '../../core/layers';
import type { SampleSet } from '../../core/samples';
import type { Caller } from './caller';
import { ImageCache } from './imageCache';
import { ReadingsTable, type TileReading } from './readingsTable';
import { VisibleLoader, type View } from './visibleLoader';

/** 6 MB of images. */
const cachedImages = 8000;
const imageRequests = 2;
/** What is in sight is read before what is around it. */
const readingRequests = 1;
/** Keys of the cache: rows of the train file, then those of the test file, then the user's digits. */
const firstKeys: Readonly<Record<SampleSet, number>> = { train: 0, validation: 0, test: mnist.trainCount, digits: mnist.trainCount + mnist.testCount };

interface SetLoaders {
  readonly table: ReadingsTable;
  readonly images: VisibleLoader;
  readonly readings: VisibleLoader;
}

/** Images of all sets, and what the model reads in them, as far as they are or were in sight. */
export class SampleImages {
  private readonly cache = new ImageCache(cachedImages);
  private readonly loaders = new Map<SampleSet, SetLoaders>();

  /** `arrived` hears when there is more to draw, `failed` why something could not be loaded; see `retry`. */
  constructor(
    private readonly caller: Caller,
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The image `[784]`, a view that is good until more images arrive. */
  image(set: SampleSet, index: number): Uint8Array | undefined {
    return this.cache.get(firstKeys[set] + index);
  }

  reading(set: SampleSet, index: number): TileReading | undefined {
    return this.loaders.get(set)?.table.get(index);
  }

  /** Loads what is in sight and around it. */
  show(set: SampleSet, view: View): void {
    const { images, readings } = this.loadersOf(set);
    images.show(view);
    readings.show(view);
  }

  /** What was read in a set is old; it is asked for anew when it is next shown. */
  expireReadings(set: SampleSet): void {
    this.loaders.get(set)?.table.expire();
    this.arrived();
  }

  /** What was read in a set is old, and is asked for anew at once where it was shown last. */
  renewReadings(set: SampleSet): void {
    this.loaders.get(set)?.table.expire();
    this.loaders.get(set)?.readings.renew();
  }

  /** Forgets the user's digits, whose indices changed. */
  forgetDigits(): void {
    this.cache.forget(firstKeys.digits);
    this.loaders.get('digits')?.table.clear();
    this.arrived();
  }

  retry(): void {
    for (const { images, readings } of this.loaders.values()) {
      images.retry();
      readings.retry();
    }
  }

  private loadersOf(set: SampleSet): SetLoaders {
    const known = this.loaders.get(set);
    if (known) return known;
    const table = new ReadingsTable();
    const { failed } = this;
    const images = new VisibleLoader({ isWanted: (index) => !this.cache.has(firstKeys[set] + index), load: (indices) => this.loadImages(set, indices, table), failed }, imageRequests);
    const readings = new VisibleLoader({ isWanted: (index) => !table.isCurrent(index), load: (indices) => this.loadReadings(set, indices, table), failed }, readingRequests);
    const made = { table, images, readings };
    this.loaders.set(set, made);
    return made;
  }

  private async loadImages(set: SampleSet, indices: Int32Array, table: ReadingsTable): Promise<void> {
    const { generation } = table;
    const bytes = await this.caller.call('images', { set, indices });
    if (bytes.length !== indices.length * pixelCount) throw new Error(`${indices.length} images were asked for, ${bytes.length} bytes came`);
    // Digits may have come and gone meanwhile, and are then asked for anew.
    if (set === 'digits' && table.generation !== generation) return;
    indices.forEach((index, row) => this.cache.add(firstKeys[set] + index, bytes.subarray(row * pixelCount, (row + 1) * pixelCount)));
    this.arrived();
  }

  private async loadReadings(set: SampleSet, indices: Int32Array, table: ReadingsTable): Promise<void> {
    const { generation } = table;
    const { labels, predicted } = await this.caller.call('readings', { set, indices });
    if (labels.length !== indices.length || predicted.length !== indices.length) throw new Error(`${indices.length} readings were asked for, ${labels.length} came`);
    table.add(indices, labels, predicted, generation);
    this.arrived();
  }
}
