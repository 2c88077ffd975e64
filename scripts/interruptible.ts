/** Whether the user has asked the process to end; asked a second time, it does not wait for the block. */
export function interruptible(): () => boolean {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // What was begun is removed at the exit all the same.
      if (interrupted) process.exit(1);
      interrupted = true;
    });
  }
  return () => interrupted;
}
