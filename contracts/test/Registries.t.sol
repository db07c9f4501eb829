// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdapterRegistry} from "../src/AdapterRegistry.sol";
import {AgentRegistry} from "../src/AgentRegistry.sol";
import {DatanetRegistry} from "../src/DatanetRegistry.sol";
import {ModelRegistry} from "../src/ModelRegistry.sol";
import {VersionedRegistry as R} from "../src/VersionedRegistry.sol";
import {Test} from "./Test.sol";

contract RegistriesTest is Test {
    bytes32 private constant DATANET = bytes32(uint256(1));
    bytes32 private constant V1 = bytes32(uint256(11));
    bytes32 private constant V2 = bytes32(uint256(12));
    bytes32 private constant FAMILY = bytes32(uint256(2));
    bytes32 private constant BASE = bytes32(uint256(21));
    bytes32 private constant ADAPTER = bytes32(uint256(3));
    bytes32 private constant A1 = bytes32(uint256(31));
    bytes32 private constant HASH = keccak256("content");
    address private constant OWNER = address(0x0111);

    DatanetRegistry private datanets;
    ModelRegistry private models;
    AdapterRegistry private adapters;
    AgentRegistry private agents;

    function setUp() public {
        datanets = new DatanetRegistry(address(this), address(this));
        models = new ModelRegistry(address(this), address(this), links(address(datanets)));
        adapters = new AdapterRegistry(address(this), address(this), address(models), address(datanets));
        agents = new AgentRegistry(address(this), address(this), links(address(adapters)));
        datanets.registerAsset(DATANET, OWNER, HASH, "rules");
        models.registerAsset(FAMILY, OWNER, HASH, "family");
        adapters.registerAsset(ADAPTER, OWNER, HASH, "adapter");
    }

    // R1, R4
    function test_publish_makesEveryKindOfVersionKnownAndServing() public {
        publishAll();
        agents.registerAsset("agent", OWNER, HASH, "agent");
        agents.publish("agent", "agent-1", HASH, "card", one(address(adapters), A1));
        assertTrue(datanets.state(V1) == R.State.Active && models.state(BASE) == R.State.Active);
        assertTrue(adapters.state(A1) == R.State.Active && agents.isKnown("agent-1"));
        assertEq(adapters.asset(ADAPTER).head, A1);
        R.Version memory stored = adapters.version(A1);
        assertEq(stored.contentHash, HASH);
        assertEq(stored.parents.length, 2);
        assertEq(stored.parents[0].id, BASE);
    }

    // R3
    function test_publish_revertsWhenVersionExists() public {
        datanets.publish(DATANET, V1, HASH, "v1", one(address(datanets), DATANET));
        vm.expectRevert(abi.encodeWithSelector(R.Registry_AlreadyRegistered.selector, V1));
        datanets.publish(DATANET, V1, keccak256("other"), "v1", one(address(datanets), DATANET));
        assertEq(datanets.version(V1).contentHash, HASH);
    }

    // R3
    function test_registerAsset_revertsWhenAssetExists() public {
        vm.expectRevert(abi.encodeWithSelector(R.Registry_AlreadyRegistered.selector, DATANET));
        datanets.registerAsset(DATANET, address(this), keccak256("other"), "rules");
        assertEq(datanets.asset(DATANET).owner, OWNER);
    }

    // R6
    function test_publish_revertsWhenThereIsNoParent() public {
        vm.expectRevert(R.Registry_NoParent.selector);
        datanets.publish(DATANET, V1, HASH, "v1", new R.Parent[](0));
    }

    // R6
    function test_publish_revertsWhenParentIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownParent.selector, address(datanets), V2));
        datanets.publish(DATANET, V1, HASH, "v1", one(address(datanets), V2));
    }

    // R6
    function test_publish_revertsWhenParentRegistryIsNotLinked() public {
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownParent.selector, address(models), FAMILY));
        datanets.publish(DATANET, V1, HASH, "v1", one(address(models), FAMILY));
    }

    // R8
    function test_publish_revertsWhenParentIsFrozen() public {
        publishAll();
        datanets.freeze(V1, "withdrawn");
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownParent.selector, address(datanets), V1));
        adapters.publish(ADAPTER, "a2", HASH, "a2", two(address(models), BASE, address(datanets), V1));
    }

    function test_publish_acceptsAFrozenPredecessor() public {
        publishAll();
        datanets.freeze(V1, "withdrawn");
        datanets.publish(DATANET, V2, HASH, "v2", one(address(datanets), V1));
        assertEq(datanets.asset(DATANET).head, V2);
    }

    // R6
    function test_publish_revertsWhenAdapterHasNoBaseModel() public {
        publishAll();
        vm.expectRevert(AdapterRegistry.AdapterRegistry_NoBaseModel.selector);
        adapters.publish(ADAPTER, "a2", HASH, "a2", one(address(datanets), V1));
    }

    // R6
    function test_publish_revertsWhenAdapterHasNoDataset() public {
        publishAll();
        vm.expectRevert(AdapterRegistry.AdapterRegistry_NoDataset.selector);
        adapters.publish(ADAPTER, "a2", HASH, "a2", one(address(models), BASE));
    }

    function test_publish_revertsWhenCallerIsNeitherOwnerNorRegistrar() public {
        vm.prank(address(0xBAD));
        vm.expectRevert(abi.encodeWithSelector(R.Registry_NotOwner.selector, address(0xBAD), DATANET));
        datanets.publish(DATANET, V1, HASH, "v1", one(address(datanets), DATANET));
    }

    function test_publish_acceptsTheOwner() public {
        vm.prank(OWNER);
        datanets.publish(DATANET, V1, HASH, "v1", one(address(datanets), DATANET));
        assertTrue(datanets.isUsable(V1));
    }

    function test_publish_revertsWhenAssetIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownAsset.selector, V2));
        datanets.publish(V2, V1, HASH, "v1", one(address(datanets), DATANET));
    }

    function test_publish_revertsWhenContentHashIsEmpty() public {
        vm.expectRevert(R.Registry_EmptyHash.selector);
        datanets.publish(DATANET, V1, 0, "v1", one(address(datanets), DATANET));
    }

    function test_registerAsset_revertsWhenThereIsNoOwnerOrHash() public {
        vm.expectRevert(R.Registry_NoOwner.selector);
        datanets.registerAsset("x", address(0), HASH, "x");
        vm.expectRevert(R.Registry_EmptyHash.selector);
        datanets.registerAsset("x", OWNER, 0, "x");
    }

    function test_registerAsset_revertsWhenCallerActsForAnotherWithoutRole() public {
        bytes32 role = datanets.REGISTRAR();
        vm.prank(address(0xBAD));
        vm.expectRevert(
            abi.encodeWithSignature("AccessControlUnauthorizedAccount(address,bytes32)", address(0xBAD), role)
        );
        datanets.registerAsset("x", OWNER, HASH, "x");
    }

    // R7
    function test_freezeAndUnfreeze_areLoggedWithActorAndReason() public {
        publishAll();
        vm.expectEmit(true, true, true, true);
        emit R.VersionFrozen(A1, address(this), "abnormal output");
        adapters.freeze(A1, "abnormal output");
        assertTrue(adapters.state(A1) == R.State.Frozen);
        vm.expectEmit(true, true, true, true);
        emit R.VersionUnfrozen(A1, address(this), "checked");
        adapters.unfreeze(A1, "checked");
        assertTrue(adapters.state(A1) == R.State.Active);
    }

    function test_freeze_revertsWhenFrozenAlready() public {
        publishAll();
        adapters.freeze(A1, "once");
        vm.expectRevert(abi.encodeWithSelector(R.Registry_WrongState.selector, A1, R.State.Frozen));
        adapters.freeze(A1, "twice");
    }

    function test_freeze_revertsWhenVersionIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownVersion.selector, A1));
        adapters.freeze(A1, "?");
    }

    // R7
    function test_moveHead_rollsBack() public {
        publishAll();
        datanets.publish(DATANET, V2, HASH, "v2", one(address(datanets), V1));
        datanets.moveHead(DATANET, V1, "rollback");
        assertEq(datanets.asset(DATANET).head, V1);
    }

    function test_moveHead_revertsWhenVersionIsFrozenOrForeign() public {
        publishAll();
        datanets.freeze(V1, "bad");
        vm.expectRevert(abi.encodeWithSelector(R.Registry_WrongState.selector, V1, R.State.Frozen));
        datanets.moveHead(DATANET, V1, "rollback");
        vm.expectRevert(abi.encodeWithSelector(R.Registry_UnknownVersion.selector, V2));
        datanets.moveHead(DATANET, V2, "rollback");
    }

    function publishAll() private {
        datanets.publish(DATANET, V1, HASH, "v1", one(address(datanets), DATANET));
        vm.snapshotGasLastCall("publish dataset version");
        models.publish(FAMILY, BASE, HASH, "base", one(address(models), FAMILY));
        adapters.publish(ADAPTER, A1, HASH, "a1", two(address(models), BASE, address(datanets), V1));
        vm.snapshotGasLastCall("publish adapter version");
    }

    function one(address registry, bytes32 id) private pure returns (R.Parent[] memory parents) {
        parents = new R.Parent[](1);
        parents[0] = R.Parent(registry, id);
    }

    function two(address first, bytes32 a, address second, bytes32 b)
        private
        pure
        returns (R.Parent[] memory parents)
    {
        parents = new R.Parent[](2);
        (parents[0], parents[1]) = (R.Parent(first, a), R.Parent(second, b));
    }

    function links(address registry) private pure returns (address[] memory all) {
        all = new address[](1);
        all[0] = registry;
    }
}
