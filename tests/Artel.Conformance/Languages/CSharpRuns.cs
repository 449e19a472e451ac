namespace Artel.Conformance;

// What runs for C#: every group, in both styles. Another language has a file like this one.

public sealed class SendingInHandlers : SendingConformance<CSharpHandlers>;

public sealed class SendingInMain : SendingConformance<CSharpMain>;

public sealed class PayloadInHandlers : PayloadConformance<CSharpHandlers>;

public sealed class PayloadInMain : PayloadConformance<CSharpMain>;

public sealed class ExitInHandlers : ExitConformance<CSharpHandlers>;

public sealed class ExitInMain : ExitConformance<CSharpMain>;

public sealed class MonitorInHandlers : MonitorConformance<CSharpHandlers>;

public sealed class MonitorInMain : MonitorConformance<CSharpMain>;

public sealed class LinkInHandlers : LinkConformance<CSharpHandlers>;

public sealed class LinkInMain : LinkConformance<CSharpMain>;

public sealed class CancelInHandlers : CancelConformance<CSharpHandlers>;

public sealed class CancelInMain : CancelConformance<CSharpMain>;

public sealed class NameInHandlers : NameConformance<CSharpHandlers>;

public sealed class NameInMain : NameConformance<CSharpMain>;

public sealed class SpawnerInHandlers : SpawnerConformance<CSharpHandlers>;

public sealed class SpawnerInMain : SpawnerConformance<CSharpMain>;

public sealed class ExecInHandlers : ExecConformance<CSharpHandlers>;

public sealed class ExecInMain : ExecConformance<CSharpMain>;

public sealed class FunctionInHandlers : FunctionConformance<CSharpHandlers>;

public sealed class FunctionInMain : FunctionConformance<CSharpMain>;

public sealed class UpgradeInHandlers : UpgradeConformance<CSharpHandlers>;

public sealed class UpgradeInMain : UpgradeConformance<CSharpMain>;

public sealed class ContextInHandlers : ContextConformance<CSharpHandlers>;

public sealed class ContextInMain : ContextConformance<CSharpMain>;

public sealed class IdentityInHandlers : IdentityConformance<CSharpHandlers>;

public sealed class IdentityInMain : IdentityConformance<CSharpMain>;

public sealed class PolicyInHandlers : PolicyConformance<CSharpHandlers>;

public sealed class PolicyInMain : PolicyConformance<CSharpMain>;

public sealed class HostInHandlers : HostConformance<CSharpHandlers>;

public sealed class HostInMain : HostConformance<CSharpMain>;

public sealed class PermissionWalkInHandlers : PermissionWalk<CSharpHandlers>;

public sealed class PermissionWalkInMain : PermissionWalk<CSharpMain>;

public sealed class ServicesInHandlers : ServiceConformance<CSharpHandlers>;

public sealed class ServicesInMain : ServiceConformance<CSharpMain>;

public sealed class SupervisorsInHandlers : SupervisorConformance<CSharpHandlers>;

public sealed class SupervisorsInMain : SupervisorConformance<CSharpMain>;
