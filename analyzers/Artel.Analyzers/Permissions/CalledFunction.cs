namespace Artel.Analyzers;

/// <summary>A function while the graph is gone through.</summary>
/// <param name="function">The function.</param>
/// <param name="name">As messages name it.</param>
/// <param name="facts">What its own text says.</param>
/// <param name="number">When it was come to, among all.</param>
internal sealed class CalledFunction<TFunction>(TFunction function, string name, FunctionFacts<TFunction> facts, int number)
    where TFunction : class
{
    private readonly int _number = number;
    private int _earliest = number;

    public TFunction Function { get; } = function;

    public string Name { get; } = name;

    public FunctionFacts<TFunction> Facts { get; } = facts;

    /// <summary>The call to be followed next.</summary>
    public int NextCall { get; set; }

    /// <summary>True while it may still belong to a cycle with functions that were come to before it.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>True when nothing that it calls leads back to before it.</summary>
    public bool IsFirstOfCycle => _earliest == _number;

    /// <summary>It calls that one, and with it whatever that leads back to.</summary>
    public void ReturnTo(CalledFunction<TFunction> callee)
    {
        if (callee.IsOpen)
            _earliest = Math.Min(_earliest, callee._earliest);
    }
}
