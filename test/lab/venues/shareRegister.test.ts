import { expect } from "chai";
import { id, toBeHex } from "ethers";
import { ShareRegister } from "../../../src/venues/shareRegister.ts";
import type { Log } from "../../../src/world/transaction.ts";
import { address } from "../../support/tinyEconomy.ts";

const [NOBODY, ALICE, BOB, VAULT] = [address(0), address(1), address(2), address(9)];
const word = (value: bigint) => toBeHex(value, 32);
const log = (event: string, indexed: string[], data: bigint[]): Log => ({
  address: VAULT,
  topics: [id(event), ...indexed.map((each) => word(BigInt(each)))],
  data: `0x${data.map((value) => word(value).slice(2)).join("")}`,
  logIndex: "0x0",
});
const transfer = (from: string, to: string, shares: bigint) =>
  log("Transfer(address,address,uint256)", [from, to], [shares]);
const request = (account: string, requestId: bigint, shares: bigint) =>
  log("RedeemRequest(address,address,uint256,address,uint256)", [account, account, word(requestId)], [1n, shares]);
const fulfilled = (shares: bigint) => log("RedeemFulfilled(address,uint256,uint256)", [ALICE], [shares, 1n]);
const withdraw = (account: string, shares: bigint) =>
  log("Withdraw(address,address,address,uint256,uint256)", [account, account, account], [1n, shares]);

/** Two holders of a hundred shares each; Alice asks for 60, then Bob for 100, and 80 are served. */
function served(): ShareRegister {
  const register = new ShareRegister();
  register.book([transfer(NOBODY, ALICE, 100n), transfer(NOBODY, BOB, 100n)]);
  register.book([request(ALICE, 1n, 60n), transfer(ALICE, VAULT, 60n)]);
  register.book([request(BOB, 2n, 100n), transfer(BOB, VAULT, 100n)]);
  register.book([transfer(VAULT, NOBODY, 80n), fulfilled(80n)]);
  return register;
}
const claimables = (register: ShareRegister, account: string) =>
  register.requestsOf(account).map((each) => register.claimable(each));

describe("share register", () => {
  it("book_transfers_keepsEachBalance", () => {
    const register = served();
    expect([ALICE, BOB, VAULT].map((account) => register.balanceOf(account))).to.deep.equal([40n, 0n, 80n]);
  });

  it("claimable_partlyServedQueue_isFirstInFirstOut", () => {
    const register = served();
    expect(claimables(register, ALICE)).to.deep.equal([60n]);
    expect(claimables(register, BOB)).to.deep.equal([20n]);
  });

  it("book_claim_leavesWhatIsServedLater", () => {
    const register = served();
    register.book([withdraw(BOB, 20n)]);
    expect(claimables(register, BOB)).to.deep.equal([0n]);
    register.book([transfer(VAULT, NOBODY, 80n), fulfilled(80n)]);
    expect(claimables(register, BOB)).to.deep.equal([80n]);
    expect(claimables(register, ALICE)).to.deep.equal([60n]);
  });

  it("book_instantRedemption_claimsNoRequest", () => {
    const register = served();
    register.book([transfer(ALICE, NOBODY, 20n), withdraw(ALICE, 20n)]);
    expect(claimables(register, ALICE)).to.deep.equal([60n]);
    expect(register.balanceOf(ALICE)).to.equal(20n);
  });
});
