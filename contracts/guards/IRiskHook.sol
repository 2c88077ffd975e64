// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice What a venue is about to let happen. `subject` and `amount` of a report depend on it.
enum RiskAction {
    Borrow, // lending: debt opened. subject: asset; amount: [asset]
    Withdraw, // lending: supply taken out. subject: asset; amount: [asset]
    Transfer, // lending: supply sent to another account. subject: asset; amount: as `finalizeTransfer` has it
    CollateralOff, // lending: supply that backs debt no longer. subject: asset; amount: 0
    EModeChange, // lending: another e-mode category. subject: category; amount: 0
    Order, // exchange: a position grows or turns. subject: market; amount: |size of the order| [wad base]
    MarginOut, // exchange: margin taken out. subject: token; amount: [token]
    VaultDeposit, // vault: shares minted for assets. subject: the vault's asset; amount: [asset]
    VaultExit, // vault: assets paid out for shares at once. subject: the vault's asset; amount: [asset]
    VaultGrow, // vault: levered up or put to work; the account is the vault. subject: its asset; amount: 0
    Liquidation // lending, exchange: a forced close. subject: seized asset, or market; amount: [asset], [wad base]
}

/// @title IRiskHook
/// @notice What a venue calls before it lets an account's risk grow, or lets a forced close through. By reverting, the
/// hook refuses the action.
///
/// A venue calls with its books already written as they will be and before any token of the action moves out, so the
/// hook reads the account from the venue's own views as it would stand; what is on its way out is in nobody's hands.
/// Deposits into a vault are reported once their tokens are in. A venue's lock is closed meanwhile: the hook can enter
/// no action of it.
///
/// What lowers risk (repay, supply, top up, an order that only shrinks a position, a request for redemption and its
/// payment, a vault that lowers its leverage) is never reported so that it can be refused: see `onChange`.
interface IRiskHook {
    /// @param venue The reporting contract.
    /// @param account Whose risk it is; for a liquidation, who is liquidated.
    struct Report {
        address venue;
        RiskAction action;
        address account;
        uint256 subject;
        uint256 amount;
    }

    /// @notice Refuses an action by reverting, or lets it pass. A venue reports itself; whoever passes reports on must
    /// have been asked by that venue.
    function onRisk(Report calldata report) external;

    /// @notice A vault has traded, and its exposure is now another, whichever way it went. What this does cannot refuse
    /// it: the vault goes on where it reverts.
    function onChange(address vault) external;
}
