namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>What a call came to, as the script that made it tells: a word, and what it gave or why it failed.</summary>
/// <param name="Text">For example <c>gave string</c>, <c>raised bad argument ...</c>, <c>refused Invalid nil userdata send: ...</c>.</param>
internal readonly record struct CallOutcome(string Text)
{
    /// <summary>It did what it is for; also one that never returns, for having become another definition.</summary>
    public bool IsDone => IsWord("gave") || IsWord("went");

    /// <summary>It returned an error.</summary>
    public bool IsRefused => IsWord("refused");

    /// <summary>What was given arrived where it had to.</summary>
    public bool HasArrived => Text == "gave arrived";

    /// <summary>The kinds of the results, nil ones included; null of a call that gave none of its own.</summary>
    public string[]? Kinds => IsWord("gave") ? Words[1..] : IsRefused ? Words[2..4] : null;

    private string[] Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The error calls the argument by this name.</summary>
    public bool Names(string called) => IsRefused && Text.Contains(called, StringComparison.Ordinal);

    /// <summary>It failed for this argument, by raising or by INVALID.</summary>
    public bool Blames(int argument, string called) =>
        (IsWord("raised") && Text.Contains($"bad argument #{argument} to '", StringComparison.Ordinal))
        || (IsRefused && Words[1] == "Invalid" && Text.Contains(called, StringComparison.Ordinal));

    private bool IsWord(string word) => Text == word || Text.StartsWith(word + " ", StringComparison.Ordinal);
}
