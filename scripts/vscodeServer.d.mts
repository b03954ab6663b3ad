export type Settings = Readonly<Record<string, unknown>>;

export interface Folders {
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
}

export interface ServerOptions extends Folders {
  /** The folder to open. */
  readonly folder: string;
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Server {
  /** Process id of the first of code-server's two processes. */
  readonly pid: number;
  /** The address of a window with the folder open. */
  readonly url: string;
  stop(): Promise<void>;
}

export const quietSettings: Settings;
export function writeSettings(userDataFolder: string, user: Settings, machine?: Settings): Promise<void>;
export function installExtension(vsix: string, folders: Folders): Promise<void>;
export function startServer(options: ServerOptions): Promise<Server>;
export function childrenOf(pid: number): Promise<number[]>;
