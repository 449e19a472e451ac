namespace Artel.Conformance.Definitions;

/// <summary>The puppet in the handler style.</summary>
[Process("conf.csharp:handler-puppet")]
[Permission("*")]
public sealed partial class HandlerPuppet
{
    private PuppetOperations? _operations;
    private ProcessChannel<Message>? _notes;
    private ProcessChannel<ProcessEvent>? _events;

    private ProcessChannel<Message> Notes => _notes ??= Process.CreateChannel<Message>(int.MaxValue);

    private ProcessChannel<ProcessEvent> Happened => _events ??= Process.CreateChannel<ProcessEvent>(int.MaxValue);

    /// <summary>A handler keeps the messages behind it waiting; what takes time therefore goes on beside it.</summary>
    [OnMessage(Puppet.CommandTopic)]
    private async ValueTask DoAsync(Message request)
    {
        var command = request.GetPayload<object?[]>();
        if (Ending.Is(command))
        {
            request.Reply(Told.Outcome(null));
            Ending.ThrowIfError(command);
            Process.Exit();
            return;
        }

        _operations ??= new(Process, () => Notes, () => Happened);
        Answer(request, _operations.RunAsync(command));
        await Task.CompletedTask;
    }

    [OnMessage(Puppet.NoteTopic)] private void Note(Message note) => Notes.TrySend(note);

    [OnExit] private void Ended(ExitEvent exit) => Happened.TrySend(exit);

    [OnLinkDown] private void LinkDown(LinkDownEvent down) => Happened.TrySend(down);

    [OnCancel] private void Cancelled(CancelEvent cancel) => Happened.TrySend(cancel);

#pragma warning disable ART0402 // What a command throws that is no error of an operation has to end the puppet, and nobody waits for it.
    private static async void Answer(Message request, Task<object?> outcome) => request.Reply(await outcome);
#pragma warning restore ART0402
}
