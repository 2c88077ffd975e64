// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Presets} from "../lending/Presets.sol";
import {Rules} from "../lending/Rules.sol";

/// @title PresetReader
/// @notice Shows the presets to what is not Solidity, in the order of their releases.
contract PresetReader {
    function all() external pure returns (Rules[8] memory) {
        return
            [
                Presets.aaveV2(),
                Presets.aaveV30(),
                Presets.aaveV31(),
                Presets.aaveV32(),
                Presets.aaveV33(),
                Presets.aaveV34(),
                Presets.aaveV35(),
                Presets.aaveV36()
            ];
    }
}
