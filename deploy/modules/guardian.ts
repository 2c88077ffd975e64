/** Which of the node's accounts guards the controls: it may pause and relax, and owns none of them. */
export const GUARDIAN = 6;
