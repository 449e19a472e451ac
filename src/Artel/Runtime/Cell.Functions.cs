using Artel.Functions;
using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <content>The functions that the process calls: an exec each, on the function's own host and with a permission of its own.</content>
internal sealed partial class Cell : IFunctionOwner
{
    public override FunctionExecutor Functions => Rarities.Functions ??= new(this, FunctionSettings.None);

    double IFunctionOwner.Chance => Runtime.Random.NextDouble();

    /// <summary>Whether it may call a function; the error if not.</summary>
    internal ProcessException? FindFunctionDenial(string id, string host)
    {
        var check = PermissionTable.CallFunction.Checks[0];
        if (Authority.IsAlwaysAllowed(check))
            return null;
        if (!Authority.TryRecall(check, id, out var denial))
            denial = Authority.Check(check, id, new CallAttributes(this, id, host, name: null));
        return denial is null ? null : Runtime.Denials.Report(this, "call", check.Action, id, denial);
    }

    FunctionTarget IFunctionOwner.FindFunction(string id, string? host) => Runtime.FindFunction(this, id, host);

    Pid IFunctionOwner.StartFunction(FunctionTarget target, SpawnArguments arguments, SpawnSettings settings, Action<ProcessResult> ended) =>
        BeginExec(target.Id, target.Host, arguments, settings, ended, permissions: null);

    void IFunctionOwner.StopFunction(Pid function)
    {
        // It is told once: the caller's own end has nothing to add.
        _rarities?.Executed?.Remove(function);
        (function.Route as Cell)?.RequestCancel(Pid, ExecGrace);
    }

    IDisposable IFunctionOwner.StartTimer(TimeSpan due, Action fired) => ProcessTimer.Start(this, due, repeats: false, _ => fired());

    void IFunctionOwner.Post(Action action) => Post(new ContinuationSignal(Epoch, static action => ((Action)action!)(), action));

    void IFunctionOwner.Track(IDisposable call) => ((IWaitOwner)this).Track(call);

    void IFunctionOwner.Untrack(IDisposable call) => ((IWaitOwner)this).Untrack(call);

    ProcessChannel<ProcessResult> IFunctionOwner.CreateResponse() => CreateChannel<ProcessResult>(1);
}
