/** Consecutive steps of a run as lists of buckets of `stride` steps each: what a chart can draw of any number of steps. */
export interface StepBuckets {
  /** The step of the run, from 0, that the first bucket begins with. */
  readonly first: number;
  /** Steps a bucket; the last one may hold fewer. */
  readonly stride: number;
  readonly loss: BucketValues;
  readonly accuracy: BucketValues;
}

/** Per bucket the mean, the smallest and the largest value of its steps. */
export interface BucketValues {
  readonly mean: Float32Array;
  readonly minimum: Float32Array;
  readonly maximum: Float32Array;
}

/** Steps as they come: the mean loss of each batch and the share of it that was read correctly, before the update. */
export interface Steps {
  /** The step of the run, from 0, that the lists begin with. */
  readonly first: number;
  readonly losses: Float32Array;
  readonly accuracies: Float32Array;
}

/** The most buckets that are sent to a view at once. */
export const maxBuckets = 2000;

const initialCapacity = 4096;

/** Loss and accuracy of every step of a run, from its first on. */
export class StepSeries {
  private losses = new Float32Array(initialCapacity);
  private accuracies = new Float32Array(initialCapacity);
  private count = 0;

  /** The number of steps. */
  get length(): number {
    return this.count;
  }

  /** Adds the steps that follow; those that are known already are replaced, as after going back to a checkpoint. */
  append({ first, losses, accuracies }: Steps): void {
    if (first > this.count) throw new RangeError(`step ${first} does not follow step ${this.count - 1}`);
    if (losses.length !== accuracies.length) throw new RangeError(`${losses.length} losses but ${accuracies.length} accuracies`);
    const end = first + losses.length;
    if (end > this.losses.length) this.grow(end);
    this.losses.set(losses, first);
    this.accuracies.set(accuracies, first);
    this.count = end;
  }

  /** A copy of the steps from `first` on. */
  since(first: number): Steps {
    return { first, losses: this.losses.slice(first, this.count), accuracies: this.accuracies.slice(first, this.count) };
  }

  /** The steps from `from` to before `to` in at most `buckets` buckets of equal width. */
  decimate(from = 0, to = this.count, buckets = maxBuckets): StepBuckets {
    const first = Math.max(0, Math.min(from, this.count));
    const end = Math.max(first, Math.min(to, this.count));
    const stride = Math.max(1, Math.ceil((end - first) / buckets));
    return {
      first,
      stride,
      loss: bucketValues(this.losses.subarray(first, end), stride),
      accuracy: bucketValues(this.accuracies.subarray(first, end), stride),
    };
  }

  private grow(length: number): void {
    const capacity = Math.max(length, 2 * this.losses.length);
    const [losses, accuracies] = [new Float32Array(capacity), new Float32Array(capacity)];
    losses.set(this.losses.subarray(0, this.count));
    accuracies.set(this.accuracies.subarray(0, this.count));
    this.losses = losses;
    this.accuracies = accuracies;
  }
}

function bucketValues(values: Float32Array, stride: number): BucketValues {
  const count = Math.ceil(values.length / stride);
  const buckets = { mean: new Float32Array(count), minimum: new Float32Array(count), maximum: new Float32Array(count) };
  for (let bucket = 0; bucket < count; bucket++) {
    const part = values.subarray(bucket * stride, (bucket + 1) * stride);
    let [sum, minimum, maximum] = [0, Infinity, -Infinity];
    for (const value of part) {
      sum += value;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
    buckets.mean[bucket] = sum / part.length;
    buckets.minimum[bucket] = minimum;
    buckets.maximum[bucket] = maximum;
  }
  return buckets;
}
