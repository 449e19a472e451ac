namespace Artel.Queues.Crash;

/// <summary>Does its work, that is, writes a line; and fails before it or after it now and then, and with some messages always.</summary>
[Process("crash:worker")]
public sealed partial class Worker(CrashingApplication application)
{
    [Main]
    private void Run(int number)
    {
        var message = Process.Queues.Message;
        if (CrashingApplication.IsPoison(number))
            throw new InvalidOperationException("This message can't be handled.");
        var luck = Random.Shared.Next(100);
        if (luck < 5)
            throw new InvalidOperationException("The handler crashed before its work was done.");
        if (luck < 7)
            application.Log.CrashesAfterwards(number, message.Id);
        application.Handled(number, message);
        if (luck < 7)
            throw new InvalidOperationException("The handler crashed after its work was done.");
    }
}

/// <summary>Looks at the dead letters.</summary>
[Process("crash:undertaker")]
public sealed partial class Undertaker(CrashingApplication application)
{
    [Main] private void Run(int number) => application.Log.Dead(number, Process.Queues.Message.Id);
}
