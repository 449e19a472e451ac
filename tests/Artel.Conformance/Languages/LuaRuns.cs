namespace Artel.Conformance;

// What runs for Lua: every group; and with C#, in both directions, the groups in which processes have to do with each other.

public sealed class SendingInLua : SendingConformance<Lua>;

public sealed class PayloadInLua : PayloadConformance<Lua>;

public sealed class ExitInLua : ExitConformance<Lua>
{
    [Fact]
    public override Task S038_a_process_that_can_never_run_again_ends_with_an_error_that_says_so() =>
        base.S038_a_process_that_can_never_run_again_ends_with_an_error_that_says_so();
}

public sealed class MonitorInLua : MonitorConformance<Lua>;

public sealed class LinkInLua : LinkConformance<Lua>;

public sealed class CancelInLua : CancelConformance<Lua>;

public sealed class NameInLua : NameConformance<Lua>;

public sealed class SpawnerInLua : SpawnerConformance<Lua>;

public sealed class ExecInLua : ExecConformance<Lua>;

public sealed class FunctionInLua : FunctionConformance<Lua>;

public sealed class UpgradeInLua : UpgradeConformance<Lua>;

public sealed class ContextInLua : ContextConformance<Lua>;

public sealed class IdentityInLua : IdentityConformance<Lua>;

public sealed class PolicyInLua : PolicyConformance<Lua>;

public sealed class HostInLua : HostConformance<Lua>;

public sealed class ServicesInLua : ServiceConformance<Lua>;

public sealed class SupervisorsInLua : SupervisorConformance<Lua>;

public sealed class SupervisorsOfLuaForCSharp : SupervisorConformance<CSharpWithLua>;

public sealed class SupervisorsOfCSharpForLua : SupervisorConformance<LuaWithCSharp>;

public sealed class PermissionWalkInLua : PermissionWalk<Lua>
{
    [Theory]
    [MemberData(nameof(PermissionChecks.OfScopes), MemberType = typeof(PermissionChecks))]
    public Task Each_permission_of_a_scope_denied_alone_refuses_and_granted_it_works(string function, string action) => WalkAsync(function, action);
}

public sealed class ExitInCSharpWithLua : ExitConformance<CSharpWithLua>
{
    [Fact]
    public override Task S038_a_process_that_can_never_run_again_ends_with_an_error_that_says_so() =>
        base.S038_a_process_that_can_never_run_again_ends_with_an_error_that_says_so();
}

public sealed class ExitInLuaWithCSharp : ExitConformance<LuaWithCSharp>;

public sealed class MonitorInCSharpWithLua : MonitorConformance<CSharpWithLua>;

public sealed class MonitorInLuaWithCSharp : MonitorConformance<LuaWithCSharp>;

public sealed class LinkInCSharpWithLua : LinkConformance<CSharpWithLua>;

public sealed class LinkInLuaWithCSharp : LinkConformance<LuaWithCSharp>;

public sealed class CancelInCSharpWithLua : CancelConformance<CSharpWithLua>;

public sealed class CancelInLuaWithCSharp : CancelConformance<LuaWithCSharp>;

public sealed class NameInCSharpWithLua : NameConformance<CSharpWithLua>;

public sealed class NameInLuaWithCSharp : NameConformance<LuaWithCSharp>;

public sealed class SpawnerInCSharpWithLua : SpawnerConformance<CSharpWithLua>;

public sealed class SpawnerInLuaWithCSharp : SpawnerConformance<LuaWithCSharp>;

public sealed class ExecInCSharpWithLua : ExecConformance<CSharpWithLua>;

public sealed class ExecInLuaWithCSharp : ExecConformance<LuaWithCSharp>;

public sealed class FunctionInCSharpWithLua : FunctionConformance<CSharpWithLua>;

public sealed class FunctionInLuaWithCSharp : FunctionConformance<LuaWithCSharp>;

public sealed class UpgradeInCSharpWithLua : UpgradeConformance<CSharpWithLua>;

public sealed class UpgradeInLuaWithCSharp : UpgradeConformance<LuaWithCSharp>;

public sealed class ContextInCSharpWithLua : ContextConformance<CSharpWithLua>;

public sealed class ContextInLuaWithCSharp : ContextConformance<LuaWithCSharp>;

public sealed class IdentityInCSharpWithLua : IdentityConformance<CSharpWithLua>;

public sealed class IdentityInLuaWithCSharp : IdentityConformance<LuaWithCSharp>;

public sealed class HostInCSharpWithLua : HostConformance<CSharpWithLua>;

public sealed class HostInLuaWithCSharp : HostConformance<LuaWithCSharp>;
