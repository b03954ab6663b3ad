import { expect, test } from 'vitest';
import type { Result } from '../../../src/protocol/contract';
import type { LabContract } from '../../../src/protocol/labContract';
import { Browsing, type Browsed, type Query } from '../../../src/webview/samples/browsing';
import type { Caller } from '../../../src/webview/samples/caller';
import { everything } from '../../../src/webview/samples/everything';

type Answer = Result<LabContract, 'browse'>;

const train: Query = { set: 'train', filter: everything };

/** Browsing in a set whose images are those that the test says, one after the other. */
function setUp(...answers: readonly number[][]) {
  const asked: unknown[] = [];
  const lists: { readonly list: Browsed; readonly isOther: boolean }[] = [];
  const left = [...answers];
  const caller = {
    call(_name: string, params: unknown): Promise<Answer> {
      asked.push(params);
      const indices = Int32Array.from(left.shift() ?? []);
      return Promise.resolve({ indices, count: 9, current: 0, older: 0, unread: 9 });
    },
  } as Caller;
  const browsing = new Browsing(
    caller,
    (list, isOther) => lists.push({ list, isOther }),
    (error) => expect.fail(String(error)),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { browsing, asked, lists, settle };
}

test('the same images found anew are the same list for a gallery', async () => {
  const { browsing, settle } = setUp([1, 2], [1, 2]);
  browsing.show(train);
  await settle();
  const before = browsing.gallery;
  browsing.renew();
  await settle();
  expect(browsing.gallery).toBe(before);
});

test('another image makes it another list, of the same query', async () => {
  const { browsing, lists, settle } = setUp([1, 2], [1, 2, 3]);
  browsing.show(train);
  await settle();
  browsing.renew();
  await settle();
  expect(lists.map(({ list, isOther }) => [[...list.indices], isOther])).toEqual([
    [[1, 2], true],
    [[1, 2, 3], false],
  ]);
  expect(browsing.gallery?.indices).toEqual(Int32Array.of(1, 2, 3));
});

test('nothing is found anew before there is something to find', () => {
  const { browsing, asked } = setUp();
  browsing.renew();
  expect(asked).toEqual([]);
});

test('mistakes are asked for once a list, by its labels and predictions', async () => {
  const { browsing, asked, lists, settle } = setUp([1, 2], [2]);
  browsing.show({ set: 'test', filter: { label: 5, onlyMistakes: false, order: 'uncertain' } });
  await settle();
  const list = lists[0]?.list ?? expect.fail('there is no list');
  expect([await browsing.mistakes(list), await browsing.mistakes(list)]).toEqual([Int32Array.of(2), Int32Array.of(2)]);
  expect(asked.slice(1)).toEqual([{ set: 'test', filter: { label: 5, onlyMistakes: true, order: 'index' } }]);
});
