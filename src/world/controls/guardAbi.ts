import { Interface } from "ethers";

/** What the lab sends to the controls, and to venues about them. */
export const GUARDS = new Interface([
  "function setRiskHook(address hook)",
  "function setRelay(address relay)",
  "function setCap(uint8 scope, address subject, uint256 to, uint32 length)",
  "function setTerms((uint32 maxAge, uint64 haircut, uint64 bound) terms)",
  "function setMode(uint8 mode)",
  "function poke(address vault)",
  "function pokeSystem()",
]);
