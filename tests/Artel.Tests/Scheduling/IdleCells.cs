using Artel.Runtime;

namespace Artel.Tests.Scheduling;

/// <summary>Cells that never run, for what only passes them on.</summary>
internal static class IdleCells
{
    public static Cell[] Make(int count)
    {
        var app = new TestApp().Idle();
        return [.. Enumerable.Range(0, count).Select(_ => (Cell)app.Spawn("test:idle").Route!)];
    }
}
