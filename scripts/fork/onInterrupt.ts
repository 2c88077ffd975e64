/** Exit codes of processes that a signal ended. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** When the user ends the command, says what there is to say and ends it. */
export function onInterrupt(say: () => string): void {
  for (const [signal, code] of Object.entries(CODES)) {
    process.once(signal, () => {
      console.error(say());
      process.exit(code);
    });
  }
}
