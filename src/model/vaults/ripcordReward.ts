/** The most of what was sold that a ripcord pays: a twentieth. */
const REWARD_PART = 20n;

/** What whoever pulled the ripcord gets: at most the reward, a twentieth of what was sold, what is idle. [collateral] */
export function ripcordRewardDown(reward: bigint, sold: bigint, idle: bigint): bigint {
  const part = sold / REWARD_PART;
  const least = reward < part ? reward : part;
  return least < idle ? least : idle;
}
