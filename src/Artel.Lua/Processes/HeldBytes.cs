using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;

namespace Artel.Lua.Processes;

/// <summary>
/// What the values take that the host holds for a process: they came to it, but its script does not have them yet. They count as the
/// process's memory, so that one which makes others answer, or watches others end, and never looks at it comes to its own limit.
/// </summary>
internal static class HeldBytes
{
    /// <summary>A message that a coroutine was given.</summary>
    public static long Of(Message message) => message is PortableMessage portable ? portable.Values.Bytes.Length : 0;

    /// <summary>An event that was delivered. Of processes that come and go there are as many as the script likes.</summary>
    public static long Of(ProcessEvent processEvent) => PayloadAccount.Overhead + processEvent switch
    {
        ExitEvent exit => Of(exit.Result),
        LinkDownEvent down => ErrorSize.Of(down.Error),
        _ => 0,
    };

    /// <summary>What an exec or a function gives. Of a value from C# nothing is known, and nothing is a script's.</summary>
    public static long Of(ProcessResult result) => result.Error is { } error ? ErrorSize.Of(error) : Of(result.RawValue as PortableValues);

    /// <summary>An answer.</summary>
    public static long Of(PortableValues? values) => values?.Bytes.Length ?? 0;
}
