// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMarginView} from "./IMarginView.sol";
import {IPerpExchange} from "../../perps/IPerpExchange.sol";

/// @title PerpMargin
/// @notice Equity against initial margin, by the exchange's account view.
contract PerpMargin is IMarginView {
    /// @inheritdoc IMarginView
    function marginOf(address venue, address account) external view returns (uint256 backing, uint256 needed) {
        IPerpExchange.MarginView memory m = IPerpExchange(venue).getMargin(account);
        return (m.equity > 0 ? uint256(m.equity) : 0, m.initial);
    }
}
