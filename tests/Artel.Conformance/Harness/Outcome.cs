namespace Artel.Conformance;

/// <summary>What an operation of a puppet led to.</summary>
/// <param name="Value">Its result.</param>
/// <param name="Error">Its error; null if it succeeded.</param>
public sealed record Outcome(object? Value, SeenError? Error)
{
    /// <summary>Reads what the puppet answered.</summary>
    public static Outcome Read(object? answer)
    {
        var fields = Fields.Of(answer);
        return new(fields.GetValueOrDefault("value"), SeenError.Read(fields.GetValueOrDefault("error")));
    }
}
