import { basename, dirname, join, relative, resolve } from 'node:path';
import { describeReading } from '../core/formats/checkpoint';
import { exportModel, type ExportFormat } from '../core/formats/exportModel';
import type { ModelId } from '../core/models';
import { readCheckpoint } from '../node/checkpointFile';
import { writeFileWhole } from '../node/writeFile';
import { findCheckpoint } from './checkpointArgument';
import type { Context } from './context';
import { exitCode } from './exitCode';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly out: string;
  readonly model?: ModelId;
}

/** `mnist export CHECKPOINT`: writes a checkpoint for PyTorch. Returns the exit code. */
export async function exportCheckpoint(argument: string, { format, out, model }: ExportOptions, context: Context): Promise<number> {
  const { output, workingFolder } = context;
  const { file } = await findCheckpoint(argument, context, model);
  const checkpoint = await readCheckpoint(file, model);
  for (const line of describeReading(checkpoint)) output.line(line);
  const target = resolve(workingFolder, out);
  const paths: string[] = [];
  for (const { name, content } of exportModel(checkpoint, format, basename(target))) {
    const path = join(dirname(target), name);
    await writeFileWhole(path, content, { sync: true });
    paths.push(path);
    output.line(`Written  ${relative(workingFolder, path)}`);
  }
  output.object({ type: 'export', format, paths, renamed: checkpoint.renamed, ignored: checkpoint.ignored });
  return exitCode.ok;
}
