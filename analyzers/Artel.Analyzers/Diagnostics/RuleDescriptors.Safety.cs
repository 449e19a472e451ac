using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    private const string Safety = "Safety";

    public static readonly DiagnosticDescriptor CallBlocksProcess = Warning(
        RuleIds.CallBlocksProcess,
        Safety,
        title: "Call blocks the process",
        message: "'{0}' holds the thread of the process: {1}",
        description: "Processes share a few threads, and a process that waits by holding one keeps others from running.");

    public static readonly DiagnosticDescriptor MethodIsAsyncVoid = Warning(
        RuleIds.MethodIsAsyncVoid,
        Safety,
        title: "Method of a process is async void",
        message: "'{0}' is async void: return a Task, so that the process can wait for it",
        description: "Nobody can wait for such a method: its caller goes on in the middle of it, and can't catch what it throws.");

    public static readonly DiagnosticDescriptor StateIsTouchedOutsideTurn = Warning(
        RuleIds.StateIsTouchedOutsideTurn,
        Safety,
        title: "State of a process is touched on another thread",
        message: "'{0}' belongs to the process, and this runs on another thread",
        description: "A process is one thread at a time; what runs beside it may neither read nor write its state, nor use its operations.");

    public static readonly DiagnosticDescriptor TurnIsLeft = Warning(
        RuleIds.TurnIsLeft,
        Safety,
        title: "ConfigureAwait(false) leaves the process",
        message: "After ConfigureAwait(false) this runs outside of the process, and '{0}' is touched there",
        description: "An await returns to the process's turn; ConfigureAwait(false) gives that up, and the rest runs beside the process.");

    public static readonly DiagnosticDescriptor StateIsStatic = Warning(
        RuleIds.StateIsStatic,
        Safety,
        title: "State of a process is static",
        message: "'{0}' is shared by all processes of '{1}', which run at the same time",
        description: "A static field that can be set is touched by many processes at once, without anything that orders them.");

    public static readonly DiagnosticDescriptor ProcessIsUsedDirectly = Warning(
        RuleIds.ProcessIsUsedDirectly,
        Safety,
        title: "Process class is used directly",
        message: "An instance of '{0}' made with new is no process: spawn it",
        description: "Only the runtime makes processes; an instance made with new has no pid, no mailbox and no turn.");

    public static readonly DiagnosticDescriptor TaskIsIgnored = Warning(
        RuleIds.TaskIsIgnored,
        Safety,
        title: "Result of an operation is ignored",
        message: "The task of '{0}' is not awaited, so that nobody sees its error",
        description: "An operation that fails says so by its task; await it, keep it, or drop it with '_ ='.");

    /// <summary>Off: to send without caring whether somebody is there is common.</summary>
    public static readonly DiagnosticDescriptor OutcomeIsIgnored = new(
        RuleIds.OutcomeIsIgnored,
        title: "Answer of a Try operation is ignored",
        messageFormat: "Nobody looks at whether '{0}' was done",
        Safety,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        description: "The operation says by its answer that it was not done, and says so in no other way.",
        HelpLink(RuleIds.OutcomeIsIgnored));

    public static readonly DiagnosticDescriptor ProcessIsUsedAfterUpgrade = Warning(
        RuleIds.ProcessIsUsedAfterUpgrade,
        Safety,
        title: "Process is used after an upgrade",
        message: "'{0}' stands behind an upgrade that is not awaited: it may happen before the upgrade, or never",
        description: "An upgrade that succeeds ends the code that asked for it; one that fails says so by its task.");

    public static readonly DiagnosticDescriptor PayloadIsChanged = Warning(
        RuleIds.PayloadIsChanged,
        Safety,
        title: "Payload is changed after it was sent",
        message: "'{0}' was given to '{1}', and its receiver may read it while this changes it",
        description: "Between C# processes the object itself passes, so that the receiver reads it on another thread.");

    public static readonly DiagnosticDescriptor ExitIsUnseen = Info(
        RuleIds.ExitIsUnseen,
        Safety,
        title: "Monitor without a handler for exits",
        message: "'{0}' has no [OnExit], so that nobody sees the end that '{1}' asks to be told of",
        description: "The end of a process that is monitored comes as an exit event, which without a handler nobody sees.");
}
