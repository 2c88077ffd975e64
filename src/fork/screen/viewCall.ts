/** One question to a contract. */
export interface ViewCall {
  to: string;
  data: string;
}
