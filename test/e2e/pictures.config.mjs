import scenarios from './vitest.config.mjs';

/** `npm run screenshots`: writes the README's pictures to media/. It is no test, since it changes what git keeps. */
export default { ...scenarios, test: { ...scenarios.test, include: ['test/e2e/readmePictures.ts'] } };
