import { Interface } from "ethers";

/** What the lab asks the leverage registry, and what it refuses with. */
export const REGISTRY = new Interface([
  "error LeverageRegistry_AboveCap(uint8 scope, address subject, uint256 value, uint256 cap)",
  "function getMeasure(address account) view returns (tuple(uint256 exposure, int256 equity, uint256 leverage) measure, tuple(address asset, uint256 held, uint256 owed, int256 size)[] lines)",
  "function getSnapshot(address vault) view returns (tuple(uint128 supply, uint80 leverage, uint40 takenAt, uint8 depth, bool solved, uint40 oldest, tuple(address asset, uint128 held, uint128 owed, int128 size)[] lines))",
  "function getSystem() view returns (tuple(uint128 leverage, uint40 takenAt))",
  "function getReuse(address asset) view returns (uint256)",
]);
