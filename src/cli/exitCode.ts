/** How the program ends. 70 is `EX_SOFTWARE` of sysexits.h, 130 is 128 + SIGINT. */
export const exitCode = { ok: 0, userError: 1, usage: 2, bug: 70, interrupted: 130 } as const;
