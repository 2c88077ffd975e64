import { describeTwins } from "../support/describeTwins.ts";

describeTwins("aave-v3.0");
