using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>The process in C# that asks one in Lua.</summary>
[Process("bench.figures:asker")]
[Permission(Permissions.Send)]
internal sealed partial class Asker([Argument] Latch latch, [Argument] IQuestions questions)
{
    [OnMessage("go")]
    private async Task AskAllAsync() => latch.Arrive(await questions.AskAllAsync(Process));
}

/// <summary>What a process is to ask.</summary>
internal interface IQuestions
{
    /// <summary>Asks all, each after the answer to the one before; gives how many answers are right.</summary>
    Task<int> AskAllAsync(ProcessContext process);
}

/// <inheritdoc/>
internal sealed class Questions<TQuestion, TAnswer>(
    Pid answering, string topic, int count, Func<int, TQuestion> question, Func<int, TAnswer, bool> isRight) : IQuestions
{
    public async Task<int> AskAllAsync(ProcessContext process)
    {
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            if (isRight(i, await process.AskAsync<TQuestion, TAnswer>(answering, topic, question(i))))
                right++;
        }

        return right;
    }
}
