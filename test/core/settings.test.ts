import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recipes, type Recipe } from '../../src/core/recipes';
import { parseSetting, type SettingName } from '../../src/core/settings';

describe('parseSetting', () => {
  it.each([
    ['seed', -1, 'The setting mnist.seed: it must be a whole number from 0 to 4294967295, but is -1. Change it in the settings.'],
    ['seed', '1', 'The setting mnist.seed: it must be a whole number from 0 to 4294967295, but is "1". Change it in the settings.'],
    ['recipe', 'none', 'The setting mnist.recipe: it must be one of: notebook, softmax-best, mlp, fast99, cnn-best, people, but is "none". Change it in the settings.'],
    ['engine', null, 'The setting mnist.engine: it must be one of: auto, tensorflow, wasm, but is null. Change it in the settings.'],
    ['tensorflowPath', 7, 'The setting mnist.tensorflowPath: it must be the path of a folder, but is 7. Change it in the settings.'],
    ['threads', 65, 'The setting mnist.threads: it must be a whole number from 0 to 64, but is 65. Change it in the settings.'],
    ['threads', 1.5, 'The setting mnist.threads: it must be a whole number from 0 to 64, but is 1.5. Change it in the settings.'],
    ['checkpoints.keep', 1, 'The setting mnist.checkpoints.keep: it must be a whole number from 2 to 1000, but is 1. Change it in the settings.'],
    ['folder', ['a'], 'The setting mnist.folder: it must be the name of a workspace folder, but is Array. Change it in the settings.'],
  ] as const)('refuses %s = %j', (name, value, sentence) => {
    expect(() => parseSetting(name, value)).toThrow(sentence);
  });
});

describe('package.json', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown; enum?: string[]; enumItemLabels?: string[]; enumDescriptions?: string[] }> } };
  };

  it.each(Object.entries(contributes.configuration.properties))('has a default of %s that can be', (name, property) => {
    expect(parseSetting(name.replace('mnist.', '') as SettingName, property.default)).toBe(property.default);
  });

  it('offers every recipe, with its title and description', () => {
    const offered = contributes.configuration.properties['mnist.recipe'];
    const all = Object.values<Recipe>(recipes);
    expect([offered?.enum, offered?.enumItemLabels, offered?.enumDescriptions]).toEqual([Object.keys(recipes), all.map(({ title }) => title), all.map(({ description }) => description)]);
  });
});
