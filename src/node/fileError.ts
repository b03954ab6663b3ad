import { UserError } from '../core/userError';

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'you may not open it',
  EPERM: 'that is not permitted',
  EROFS: 'it lies on a read-only disk',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EFBIG: 'the file would become too large',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'its name is taken by a file',
  EISDIR: 'it is a folder, not a file',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};

/** A system error while `doing` something with `path`, as a sentence with what to do; any other error as it is, a `UserError` too. */
export function explainFileError(error: unknown, doing: 'read' | 'write', path: string): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const cause = causes[error.code] ?? error.message;
  const mend = doing === 'read' ? 'Choose another file.' : 'Make room or permit writing there, or choose another folder.';
  return new UserError(`file-${doing}`, `Cannot ${doing} ${path}: ${cause}. ${mend}`, { cause: error });
}

/** Whether reading failed because there is no such file or folder; knows the error itself and the sentence made of it. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'ENOENT') || isMissing(error.cause);
}
