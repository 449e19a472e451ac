namespace Artel.Conformance.Definitions;

/// <summary>The puppet in the channel style.</summary>
[Process("conf.csharp:main-puppet")]
[Permission("*")]
public sealed partial class MainPuppet
{
    [Main]
    private async Task<object?> RunAsync()
    {
        var operations = new PuppetOperations(Process, () => Process.Inbox, () => Process.Events);
        await foreach (var request in Process.Listen(Puppet.CommandTopic).ReadAllAsync())
        {
            var command = request.GetPayload<object?[]>();
            if (!Ending.Is(command))
            {
                Answer(request, operations.RunAsync(command));

                // An upgrade switches at an await that waits; the next command may be here already, and is the new code's.
                if (command[0] is "upgrade")
                    await Task.Yield();
                continue;
            }

            request.Reply(Told.Outcome(null));
            Ending.ThrowIfError(command);
            return command.Length > 2 ? command[2] : null;
        }

        return null;
    }

#pragma warning disable ART0402 // What a command throws that is no error of an operation has to end the puppet, and nobody waits for it.
    private static async void Answer(Message request, Task<object?> outcome) => request.Reply(await outcome);
#pragma warning restore ART0402
}
