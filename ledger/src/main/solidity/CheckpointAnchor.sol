// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// Checkpoints of transparency logs (C2SP tlog-checkpoint), kept by a consortium: what a log showed to the chain at a size it
/// can never show otherwise to anybody else. Sizes of an origin only grow, and a size has one root.
contract CheckpointAnchor {
    struct Anchored {
        uint64 size;
        uint64 blockNumber;
        bytes32 root;
    }

    /// Who may add checkpoints, and name and dismiss others who may.
    mapping(address => bool) public isOperator;
    uint256 public operators;

    mapping(bytes32 => Anchored) private newest;
    mapping(bytes32 => mapping(uint64 => Anchored)) private bySize;

    event CheckpointAnchored(bytes32 indexed origin, uint64 indexed size, bytes32 root, address operator);
    event OperatorNamed(address indexed operator, address by);
    event OperatorDismissed(address indexed operator, address by);

    error NotAnOperator(address caller);
    error NotLargerThan(uint64 size);
    error AlreadyAnOperator(address operator);
    error LastOperator();

    modifier onlyOperator() {
        if (!isOperator[msg.sender]) revert NotAnOperator(msg.sender);
        _;
    }

    constructor() {
        isOperator[msg.sender] = true;
        operators = 1;
        emit OperatorNamed(msg.sender, msg.sender);
    }

    /// @param origin SHA-256 of the log's name
    /// @param size the number of entries, larger than that of every checkpoint of this origin before
    function anchor(bytes32 origin, uint64 size, bytes32 root) external onlyOperator {
        uint64 before = newest[origin].size;
        if (size <= before) revert NotLargerThan(before);
        Anchored memory added = Anchored(size, uint64(block.number), root);
        newest[origin] = added;
        bySize[origin][size] = added;
        emit CheckpointAnchored(origin, size, root, msg.sender);
    }

    /// The newest checkpoint of an origin; all zero if there is none.
    function latest(bytes32 origin) external view returns (uint64 size, bytes32 root, uint64 blockNumber) {
        Anchored storage found = newest[origin];
        return (found.size, found.root, found.blockNumber);
    }

    /// The checkpoint of exactly that size; all zero if there is none.
    function checkpointAt(bytes32 origin, uint64 size) external view returns (bytes32 root, uint64 blockNumber) {
        Anchored storage found = bySize[origin][size];
        return (found.root, found.blockNumber);
    }

    function name(address operator) external onlyOperator {
        if (isOperator[operator]) revert AlreadyAnOperator(operator);
        isOperator[operator] = true;
        operators++;
        emit OperatorNamed(operator, msg.sender);
    }

    function dismiss(address operator) external onlyOperator {
        if (!isOperator[operator]) revert NotAnOperator(operator);
        if (operators == 1) revert LastOperator();
        isOperator[operator] = false;
        operators--;
        emit OperatorDismissed(operator, msg.sender);
    }
}
