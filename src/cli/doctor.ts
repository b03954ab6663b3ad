import { arch, platform } from 'node:os';
import { engineSettings, programVersion, type Context } from './context';
import { exitCode } from './exitCode';

/** `mnist doctor`: versions, and whether each engine is there, computes right and how fast. Returns the exit code. */
export async function doctor({ threads }: { readonly threads: number }, context: Context): Promise<number> {
  const { output, session } = context;
  output.line(`MNIST Lab ${programVersion()}, Node ${process.versions.node}, ${platform()} ${arch()}`);
  output.object({ type: 'start', version: programVersion(), node: process.versions.node, platform: platform(), arch: arch() });
  const settings = engineSettings(context, 'auto', threads);
  for (const id of ['wasm', 'tensorflow'] as const) {
    const { description, folder, problem, epochMs } = await session.inspect(id, settings);
    output.line();
    output.line(`${id}: ${description ?? 'not usable'}`);
    if (folder !== undefined) output.line(`  found in ${folder}`);
    if (problem !== undefined) output.line(`  ${problem}`);
    if (epochMs !== undefined) {
      output.line('  its self-test passed');
      output.line(`  an epoch of the notebook's model over 50,000 images took ${epochMs.toFixed(0)} ms`);
    }
    output.object({ type: 'engine', id, description, folder, problem, epochMs });
  }
  return exitCode.ok;
}
