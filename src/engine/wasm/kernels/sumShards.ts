/**
 * Sums the gradients of shards in their order: `gradient = shard 0 + shard 1 + ...` over `count` floats, a multiple of 4, the
 * shards lying `shardBytes` apart.
 */
export function sumShards(shards: usize, shardCount: i32, shardBytes: usize, count: i32, gradient: usize): void {
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    let address = shards + offset;
    let sum = v128.load(address);
    for (let shard = 1; shard < shardCount; shard++) {
      address += shardBytes;
      sum = f32x4.add(sum, v128.load(address));
    }
    v128.store(gradient + offset, sum);
  }
}
