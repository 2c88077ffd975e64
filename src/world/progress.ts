/** Told what is being set up, for a progress line. */
export type Progress = (stage: string, done: number, total: number) => void;
