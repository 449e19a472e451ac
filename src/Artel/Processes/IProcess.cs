using System.ComponentModel;

namespace Artel;

/// <summary>A C# process class, as the generator completes it.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IProcess : IProcessBehavior
{
    /// <summary>What is spawned.</summary>
    static abstract ProcessDefinition Definition { get; }
}
